using Microsoft.Win32.SafeHandles;

namespace Waybill.Storage.Devices;

/// <summary>
/// A folder of the file system. Proven on Linux; the Windows (FlushFileBuffers) and macOS (F_FULLFSYNC) paths are written and not yet
/// proven. The constructor touches no disk.
/// </summary>
internal sealed class DirectoryDevice : IStorageDevice
{
    private const int InvalidError = 22;
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
    public IStorageFile Open(string name, bool writable)
    {
        var path = PathOf(name);
        var access = writable ? FileAccess.ReadWrite : FileAccess.Read;
        return new DirectoryFile(File.OpenHandle(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete), path);
    }

    /// <inheritdoc/>
    public IStorageFile Create(string name, long length)
    {
        var path = PathOf(name);
        var handle = OpenNew(path, length);
        try
        {
            if (OperatingSystem.IsLinux())
            {
                Posix.Reserve(handle, path, length);
            }
            // Reserving may leave the length at 0.
            RandomAccess.SetLength(handle, length);
            return new DirectoryFile(handle, path);
        }
        catch
        {
            handle.Dispose();
            new FirstFailure().Try(() => File.Delete(path));
            throw;
        }
    }

    /// <inheritdoc/>
    public IStorageMapping Map(string name) => new DirectoryMapping(PathOf(name));

    /// <inheritdoc/>
    public void Rename(string from, string to) => File.Move(PathOf(from), PathOf(to), overwrite: true);

    /// <inheritdoc/>
    public void Delete(string name) => File.Delete(PathOf(name));

    /// <inheritdoc/>
    public void SyncDirectory() => _syncFolder(_directory);

    /// <inheritdoc/>
    public IDisposable? TryLock(bool shared, out int ownerProcessId)
    {
        var isCreated = !shared && !Directory.Exists(_directory);
        if (isCreated)
        {
            CreateFolders(_directory);
        }
        if (!shared && !OperatingSystem.IsWindows())
        {
            // Where it may only change the files that are there, it would find out when the next segment is due.
            Posix.RequireWritable(_directory);
        }
        var held = DirectoryLock.TryTake(_directory, shared, out ownerProcessId);
        if (held is null || shared || isCreated)
        {
            return held;
        }
        try
        {
            // Each time, for a folder may have been copied or renamed here, the lock's file and all. Whoever is refused, and asks again and again, has nothing to keep.
            SyncEntryIn(Path.GetDirectoryName(_directory), isOurs: false);
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private string PathOf(string name) => Path.Combine(_directory, name);

    // On macOS, where only .NET can reserve space: written and not yet proven there, as all that is for it.
    private static SafeFileHandle OpenNew(string path, long length)
    {
        try
        {
            return File.OpenHandle(
                path,
                FileMode.Create,
                FileAccess.ReadWrite,
                FileShare.ReadWrite | FileShare.Delete,
                preallocationSize: OperatingSystem.IsLinux() ? 0 : length
            );
        }
        catch (IOException failure) when (OperatingSystem.IsMacOS() && DiskFull.IsInWordsOnly(failure))
        {
            throw DiskFull.WithNumber(failure);
        }
    }

    /// <summary>
    /// Creates what is missing of the path, and makes each entry durable before anything is created below it. So of the folders that are there already only the
    /// deepest can have an entry that a power cut takes: whoever created it may have ended before the sync. That one is synced, created now or not.
    /// </summary>
    private void CreateFolders(string folder)
    {
        var parent = Path.GetDirectoryName(folder);
        if (Directory.Exists(folder))
        {
            SyncEntryIn(parent, isOurs: false);
            return;
        }
        if (parent is not null)
        {
            CreateFolders(parent);
        }
        Directory.CreateDirectory(folder);
        SyncEntryIn(parent, isOurs: true);
    }

    private void SyncEntryIn(string? parent, bool isOurs)
    {
        if (parent is null)
        {
            return;
        }
        try
        {
            _syncFolder(parent);
        }
        catch (IOException exception) when (IsForgiven(Posix.ErrorOf(exception), isOurs))
        {
            // Nothing more can be done for the entry, and nothing of the journal's own is at stake: its folder is synced without forgiveness.
        }
    }

    // A file system that is read-only, or knows no sync of folders, has no entry to lose or no way to keep it. A folder that this process may not read is one
    // that somebody else created the next one in, who answers for the entry.
    private static bool IsForgiven(int error, bool isOurs) =>
        error is InvalidError or Posix.ReadOnlyError || (!isOurs && error is Posix.AccessDeniedError or Posix.NotPermittedError);

    private static void SyncFolder(string folder)
    {
        // Windows has no sync of a directory: NTFS journals its own metadata.
        if (!OperatingSystem.IsWindows())
        {
            Posix.SyncDirectory(folder);
        }
    }
}
