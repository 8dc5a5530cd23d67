using System.ComponentModel;

namespace Waybill.Storage.Devices;

/// <summary>
/// A folder of the file system. Proven on Linux; the Windows (FlushFileBuffers) and macOS (F_FULLFSYNC) paths are written and not yet
/// proven. The constructor touches no disk.
/// </summary>
public sealed class DirectoryDevice : IStorageDevice
{
    private const int NotPermittedError = 1;
    private const int AccessDeniedError = 13;
    private readonly string _directory;
    private readonly Action<string> _syncFolder;

    /// <summary>Names the folder; it is created by the first exclusive lock.</summary>
    /// <param name="directory">The folder; a relative path is taken from the current directory.</param>
    public DirectoryDevice(string directory)
        : this(directory, SyncFolder) { }

    /// <summary>With another way to sync a folder, for tests of what is synced.</summary>
    internal DirectoryDevice(string directory, Action<string> syncFolder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        _directory = Path.GetFullPath(directory);
        _syncFolder = syncFolder;
    }

    /// <inheritdoc/>
    public string Name => _directory;

    /// <inheritdoc/>
    public IReadOnlyList<string> List() =>
        Directory.Exists(_directory) ? [.. Directory.EnumerateFiles(_directory).Select(static path => Path.GetFileName(path)!)] : [];

    /// <inheritdoc/>
    public IStorageFile Open(string name, bool writable) =>
        OpenFile(name, FileMode.Open, writable ? FileAccess.ReadWrite : FileAccess.Read);

    /// <inheritdoc/>
    public IStorageFile Create(string name) => OpenFile(name, FileMode.Create, FileAccess.ReadWrite);

    /// <inheritdoc/>
    public void Rename(string from, string to) => File.Move(PathOf(from), PathOf(to), overwrite: true);

    /// <inheritdoc/>
    public void Delete(string name) => File.Delete(PathOf(name));

    /// <inheritdoc/>
    public void SyncDirectory() => _syncFolder(_directory);

    /// <inheritdoc/>
    public IDisposable? TryLock(bool shared, out int ownerProcessId)
    {
        if (!shared)
        {
            CreateFolders(_directory);
            SyncParent();
        }
        return DirectoryLock.TryTake(_directory, shared, out ownerProcessId);
    }

    private DirectoryFile OpenFile(string name, FileMode mode, FileAccess access)
    {
        var path = PathOf(name);
        return new DirectoryFile(File.OpenHandle(path, mode, access, FileShare.ReadWrite | FileShare.Delete), path);
    }

    private string PathOf(string name) => Path.Combine(_directory, name);

    /// <summary>
    /// Whoever created the folder may have ended before its entry was durable, and then a power cut takes all of it: so each time, created now or not.
    /// </summary>
    private void SyncParent()
    {
        if (Path.GetDirectoryName(_directory) is not { } parent)
        {
            return;
        }
        try
        {
            _syncFolder(parent);
        }
        catch (IOException exception)
            when (exception.InnerException is Win32Exception { NativeErrorCode: AccessDeniedError or NotPermittedError })
        {
            // A parent that this process may not read is one that it did not create the folder in: whoever did answers for the entry.
        }
    }

    private void CreateFolders(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }
        var parent = Path.GetDirectoryName(folder);
        if (parent is not null)
        {
            CreateFolders(parent);
        }
        Directory.CreateDirectory(folder);
        if (parent is not null)
        {
            _syncFolder(parent);
        }
    }

    private static void SyncFolder(string folder)
    {
        // Windows has no sync of a directory: NTFS journals its own metadata.
        if (!OperatingSystem.IsWindows())
        {
            Posix.SyncDirectory(folder);
        }
    }
}
