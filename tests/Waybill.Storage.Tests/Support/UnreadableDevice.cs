using Waybill.Storage.Devices;

namespace Waybill.Storage.Tests.Support;

/// <summary>A device whose medium cannot be read in a part of some files.</summary>
internal sealed class UnreadableDevice(IStorageDevice device, string ending, long from = 0, int bytes = int.MaxValue) : IStorageDevice
{
    /// <summary>How often such a file can be opened before it is so.</summary>
    public int Spared { get; set; }

    public string Name => device.Name;

    public IReadOnlyList<string> List() => device.List();

    public IStorageFile Open(string name, bool writable) =>
        name.EndsWith(ending, StringComparison.Ordinal) && Spared-- <= 0
            ? new UnreadableFile(device.Open(name, writable), from, bytes)
            : device.Open(name, writable);

    public IStorageFile Create(string name, long length) => device.Create(name, length);

    public IStorageMapping Map(string name) => device.Map(name);

    public void Rename(string from, string to) => device.Rename(from, to);

    public void Delete(string name) => device.Delete(name);

    public void SyncDirectory() => device.SyncDirectory();

    public IDisposable? TryLock(bool shared, out int ownerProcessId) => device.TryLock(shared, out ownerProcessId);

    private sealed class UnreadableFile(IStorageFile file, long from, int bytes) : IStorageFile
    {
        public long Length => file.Length;

        public int Read(long offset, Span<byte> destination) =>
            offset + destination.Length <= from || offset >= from + bytes
                ? file.Read(offset, destination)
                : throw new IOException("The medium cannot be read here (errno 5).");

        public void Write(long offset, ReadOnlySpan<byte> source) => file.Write(offset, source);

        public void Sync() => file.Sync();

        public void Dispose() => file.Dispose();
    }
}
