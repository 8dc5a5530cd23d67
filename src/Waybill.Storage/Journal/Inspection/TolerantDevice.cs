using Waybill.Storage.Devices;

namespace Waybill.Storage.Inspection;

/// <summary>
/// A folder of which something cannot be read: bad blocks read as zeros and are noted. Zeros are no header, no record and nobody's checksum; but where they stand the log may
/// seem to end, and only the note says that something else may have stood there. Changes nothing. For one thread.
/// </summary>
internal sealed class TolerantDevice(IStorageDevice device) : IStorageDevice
{
    private const int BlockBytes = 4096;

    private readonly SortedSet<(string File, long Offset)> _unreadable = [];

    /// <summary>The blocks that could not be read so far.</summary>
    public IReadOnlyCollection<(string File, long Offset)> Unreadable => _unreadable;

    public string Name => device.Name;

    public IReadOnlyList<string> List() => device.List();

    public IStorageFile Open(string name, bool writable) =>
        writable ? throw new NotSupportedException() : new TolerantFile(device.Open(name, writable: false), name, _unreadable);

    public IStorageFile Create(string name, long length) => throw new NotSupportedException();

    public IStorageMapping Map(string name) => throw new NotSupportedException();

    public void Rename(string from, string to) => throw new NotSupportedException();

    public void Delete(string name) => throw new NotSupportedException();

    public void SyncDirectory() => throw new NotSupportedException();

    public IDisposable? TryLock(bool shared, out int ownerProcessId) => device.TryLock(shared, out ownerProcessId);

    private sealed class TolerantFile(IStorageFile file, string name, SortedSet<(string File, long Offset)> unreadable) : IStorageFile
    {
        public long Length => file.Length;

        public int Read(long offset, Span<byte> destination)
        {
            try
            {
                return file.Read(offset, destination);
            }
            catch (IOException)
            {
                return ReadBlocks(offset, destination);
            }
        }

        public void Write(long offset, ReadOnlySpan<byte> source) => throw new NotSupportedException();

        public void Sync() => throw new NotSupportedException();

        public void Dispose() => file.Dispose();

        private int ReadBlocks(long offset, Span<byte> destination)
        {
            var length = (int)Math.Clamp(file.Length - offset, 0, destination.Length);
            for (var at = 0; at < length; )
            {
                var block = (offset + at) / BlockBytes * BlockBytes;
                var part = destination.Slice(at, (int)Math.Min(block + BlockBytes - (offset + at), length - at));
                try
                {
                    file.Read(offset + at, part);
                }
                catch (IOException)
                {
                    part.Clear();
                    unreadable.Add((name, block));
                }
                at += part.Length;
            }
            return length;
        }
    }
}
