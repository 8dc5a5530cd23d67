using Waybill.Storage.Devices;

namespace Waybill.Storage.Tests.Support;

/// <summary>What a mutant does wrong.</summary>
internal enum Mutation
{
    /// <summary>A sync reports success at once and is done only before the next write: the journal confirms before the sync.</summary>
    ConfirmEarly,

    /// <summary>The folder's entries are never made durable.</summary>
    SkipDirectorySync,
}

/// <summary>A device with one wrong. The crash check must catch each.</summary>
internal sealed class MutantDevice(IStorageDevice device, Mutation mutation) : IStorageDevice
{
    public string Name => device.Name;

    public IReadOnlyList<string> List() => device.List();

    public IStorageFile Open(string name, bool writable) => Wrap(device.Open(name, writable));

    public IStorageFile Create(string name, long length) => Wrap(device.Create(name, length));

    public void Rename(string from, string to) => device.Rename(from, to);

    public void Delete(string name) => device.Delete(name);

    public void SyncDirectory()
    {
        if (mutation != Mutation.SkipDirectorySync)
        {
            device.SyncDirectory();
        }
    }

    public IDisposable? TryLock(bool shared, out int ownerProcessId) => device.TryLock(shared, out ownerProcessId);

    private IStorageFile Wrap(IStorageFile file) => mutation == Mutation.ConfirmEarly ? new LateFile(file) : file;

    private sealed class LateFile(IStorageFile file) : IStorageFile
    {
        private bool _owesSync;

        public long Length => file.Length;

        public int Read(long offset, Span<byte> destination) => file.Read(offset, destination);

        public void Write(long offset, ReadOnlySpan<byte> source)
        {
            if (_owesSync)
            {
                file.Sync();
                _owesSync = false;
            }
            file.Write(offset, source);
        }

        public void Sync() => _owesSync = true;

        public void Dispose() => file.Dispose();
    }
}
