using Waybill.Storage.Devices;

namespace Waybill.Storage.Tests.Support;

/// <summary>Counts the files that are open, and fails to open or to measure some.</summary>
internal sealed class CountingDevice(IStorageDevice device) : IStorageDevice
{
    private int _open;

    /// <summary>How many files are open.</summary>
    public int IsOpen => Volatile.Read(ref _open);

    /// <summary>Decides whether a file cannot be opened.</summary>
    public Func<string, bool> Refuses { get; set; } = static _ => false;

    /// <summary>Decides whether a file's length cannot be told.</summary>
    public Func<string, bool> HidesLength { get; set; } = static _ => false;

    public string Name => device.Name;

    public IReadOnlyList<string> List() => device.List();

    public IStorageFile Open(string name, bool writable) =>
        Refuses(name)
            ? throw new IOException($"open on '{name}' failed: Too many open files (errno 24).")
            : new Counted(this, device.Open(name, writable), name);

    public IStorageFile Create(string name, long length) => new Counted(this, device.Create(name, length), name);

    public IStorageMapping Map(string name) => device.Map(name);

    public void Rename(string from, string to) => device.Rename(from, to);

    public void Delete(string name) => device.Delete(name);

    public void SyncDirectory() => device.SyncDirectory();

    public IDisposable? TryLock(bool shared, out int ownerProcessId) => device.TryLock(shared, out ownerProcessId);

    private sealed class Counted : IStorageFile
    {
        private readonly CountingDevice _device;
        private readonly IStorageFile _file;
        private readonly string _name;
        private int _isClosed;

        public Counted(CountingDevice device, IStorageFile file, string name)
        {
            (_device, _file, _name) = (device, file, name);
            Interlocked.Increment(ref device._open);
        }

        public long Length => _device.HidesLength(_name) ? throw new IOException($"fstat on '{_name}' failed (errno 5).") : _file.Length;

        public int Read(long offset, Span<byte> destination) => _file.Read(offset, destination);

        public void Write(long offset, ReadOnlySpan<byte> source) => _file.Write(offset, source);

        public void Sync() => _file.Sync();

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isClosed, 1) == 0)
            {
                Interlocked.Decrement(ref _device._open);
                _file.Dispose();
            }
        }
    }
}
