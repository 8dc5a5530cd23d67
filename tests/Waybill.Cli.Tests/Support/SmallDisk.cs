using System.ComponentModel;
using Waybill.Storage.Devices;

namespace Waybill.Cli.Tests.Support;

/// <summary>A folder on a disk that has room for so many bytes of files.</summary>
/// <param name="path">The folder.</param>
/// <param name="bytes">How much room there is.</param>
/// <param name="onLock">Called when the folder has been made and locked.</param>
internal sealed class SmallDisk(string path, long bytes, Action? onLock = null) : IStorageDevice
{
    private readonly DirectoryDevice _device = new(path);

    public string Name => _device.Name;

    public IReadOnlyList<string> List() => _device.List();

    public IStorageFile Open(string name, bool writable) => _device.Open(name, writable);

    public IStorageFile Create(string name, long length) =>
        List().Where(file => file != name).Sum(file => new FileInfo(Path.Combine(Name, file)).Length) + length <= bytes
            ? _device.Create(name, length)
            : throw new IOException($"'{name}': No space left on device", new Win32Exception(28)) { HResult = FullError };

    public IStorageMapping Map(string name) => _device.Map(name);

    public void Rename(string from, string to) => _device.Rename(from, to);

    public void Delete(string name) => _device.Delete(name);

    public void SyncDirectory() => _device.SyncDirectory();

    public IDisposable? TryLock(bool shared, out int ownerProcessId)
    {
        var held = _device.TryLock(shared, out ownerProcessId);
        onLock?.Invoke();
        return held;
    }

    private static int FullError => OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28;
}
