using System.Collections.Concurrent;
using Waybill.Storage.Devices;

namespace Waybill.Storage.Tests.Support;

/// <summary>Lets a test decide when the filler's write happens and how it ends, and keeps the order of all writes. The filler is who opens a file that is open.</summary>
internal sealed class FillerDevice(IStorageDevice device) : IStorageDevice
{
    private readonly ConcurrentDictionary<string, int> _handles = new();
    private readonly ConcurrentQueue<FillerWrite> _writes = new();

    public TaskCompletionSource Filling { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<FillerWrite> Writes => [.. _writes];

    public string Name => device.Name;

    public IReadOnlyList<string> List() => device.List();

    public IStorageFile Open(string name, bool writable) => Wrap(name, device.Open(name, writable));

    public IStorageFile Create(string name) => Wrap(Path.GetFileNameWithoutExtension(name), device.Create(name));

    public void Rename(string from, string to) => device.Rename(from, to);

    public void Delete(string name) => device.Delete(name);

    public void SyncDirectory() => device.SyncDirectory();

    public IDisposable? TryLock(bool shared, out int ownerProcessId) => device.TryLock(shared, out ownerProcessId);

    private Handle Wrap(string name, IStorageFile file) => new(this, file, _handles.AddOrUpdate(name, 1, (_, count) => count + 1) > 1);

    private sealed class Handle(FillerDevice device, IStorageFile file, bool fills) : IStorageFile
    {
        public long Length => file.Length;

        public int Read(long offset, Span<byte> destination) => file.Read(offset, destination);

        public void Write(long offset, ReadOnlySpan<byte> source)
        {
            if (fills)
            {
                device.Filling.Task.GetAwaiter().GetResult();
            }
            device._writes.Enqueue(new FillerWrite(fills, offset, offset + source.Length));
            file.Write(offset, source);
        }

        public void Sync() => file.Sync();

        public void Dispose() => file.Dispose();
    }
}

/// <summary>One write.</summary>
internal sealed record FillerWrite(bool Fills, long From, long To);
