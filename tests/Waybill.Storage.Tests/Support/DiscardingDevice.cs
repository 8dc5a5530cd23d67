using Waybill.Storage.Devices;

namespace Waybill.Storage.Tests.Support;

/// <summary>Takes everything at once and keeps nothing: the journal's own speed and races, without a disk.</summary>
internal sealed class DiscardingDevice : IStorageDevice
{
    public string Name => "/discarding";

    public IReadOnlyList<string> List() => [];

    public IStorageFile Open(string name, bool writable) => new Nothing();

    public IStorageFile Create(string name, long length) => new Nothing();

    public IStorageMapping Map(string name) => throw new NotSupportedException();

    public void Rename(string from, string to) { }

    public void Delete(string name) { }

    public void SyncDirectory() { }

    public IDisposable? TryLock(bool shared, out int ownerProcessId)
    {
        ownerProcessId = 0;
        return new Nothing();
    }

    private sealed class Nothing : IStorageFile
    {
        public long Length => 0;

        public int Read(long offset, Span<byte> destination) => 0;

        public void Write(long offset, ReadOnlySpan<byte> source) { }

        public void Sync() { }

        public void Dispose() { }
    }
}
