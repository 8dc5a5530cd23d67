using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Waybill.Storage.Devices;

/// <summary>
/// The lock file of a folder: held by an operating-system lock that dies with the process, with the owner's process id as its text. The
/// file itself stays, because deleting a lock file opens a race.
/// </summary>
internal sealed class DirectoryLock : IDisposable
{
    // Not waybill.lock: a project keeps its schemas in that, and its folder may be the broker's too.
    public const string FileName = "journal.lock";
    private const int MaxTextBytes = 16;
    private readonly SafeFileHandle? _handle;
    private readonly bool _owner;

    private DirectoryLock(SafeFileHandle? handle, bool owner)
    {
        _handle = handle;
        _owner = owner;
    }

    public static DirectoryLock? TryTake(string folder, bool shared, out int ownerProcessId)
    {
        var path = Path.Combine(folder, FileName);
        ownerProcessId = 0;
        if (shared && !File.Exists(path))
        {
            // Every writer leaves the file behind: without it there is nobody to exclude, and a reader creates nothing.
            return new DirectoryLock(null, owner: false);
        }
        var handle = OperatingSystem.IsWindows() ? TryTakeWindows(path, shared) : TryTakePosix(path, shared);
        if (handle is null)
        {
            ownerProcessId = ReadOwner(path);
            return null;
        }
        if (!shared)
        {
            WriteOwner(handle, Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
        }
        return new DirectoryLock(handle, owner: !shared);
    }

    public void Dispose()
    {
        if (_handle is null || _handle.IsClosed)
        {
            return;
        }
        using (_handle)
        {
            if (_owner)
            {
                // So that whoever finds the lock held later does not read the id of a process that has let go of it.
                WriteOwner(_handle, "");
            }
            if (!OperatingSystem.IsWindows())
            {
                Posix.Unlock(_handle);
            }
        }
    }

    // The lock is the operating system's, and this only says whose it is: on a full disk it stays unsaid.
    private static void WriteOwner(SafeFileHandle handle, string owner)
    {
        try
        {
            RandomAccess.SetLength(handle, 0);
            RandomAccess.Write(handle, Encoding.ASCII.GetBytes(owner), 0);
        }
        catch (IOException)
        {
            // Whoever finds the lock held is told of no process.
        }
    }

    private static SafeFileHandle? TryTakePosix(string path, bool shared)
    {
        if (!File.Exists(path))
        {
            try
            {
                File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
            }
            catch (IOException) when (File.Exists(path))
            {
                // Somebody else created it in the meantime; the lock decides who was first.
            }
        }
        var handle = Posix.Open(path, writable: !shared);
        if (Posix.TryLock(handle, path, shared))
        {
            return handle;
        }
        handle.Dispose();
        return null;
    }

    private static SafeFileHandle? TryTakeWindows(string path, bool shared)
    {
        try
        {
            return shared
                ? File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read)
                : File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static int ReadOwner(string path)
    {
        using var handle = OperatingSystem.IsWindows()
            ? File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
            : Posix.Open(path, writable: false);
        Span<byte> text = stackalloc byte[MaxTextBytes];
        var length = RandomAccess.Read(handle, text, 0);
        return int.TryParse(text[..length].TrimEnd((byte)'\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
    }
}
