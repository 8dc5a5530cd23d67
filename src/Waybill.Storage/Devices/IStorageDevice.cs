namespace Waybill.Storage.Devices;

/// <summary>
/// One folder of files as the journal needs it. Every failure is an exception; no call may report success for something that did not happen.
/// Implementations are safe for concurrent use.
/// </summary>
internal interface IStorageDevice
{
    /// <summary>What errors call this device: the folder's full path.</summary>
    string Name { get; }

    /// <summary>The names (no paths) of the files in the folder; empty when the folder does not exist.</summary>
    IReadOnlyList<string> List();

    /// <summary>Opens an existing file.</summary>
    /// <param name="name">The file's name, without a path.</param>
    /// <param name="writable">False: the file is opened for reading only.</param>
    IStorageFile Open(string name, bool writable);

    /// <summary>Creates a file that reads as zeros, with its space where the file system can reserve it; what had the name is replaced.</summary>
    /// <param name="name">The file's name, without a path.</param>
    /// <param name="length">Its length.</param>
    IStorageFile Create(string name, long length);

    /// <summary>Maps a whole file into memory, to read and to write; it must not be empty.</summary>
    /// <param name="name">The file's name, without a path.</param>
    IStorageMapping Map(string name);

    /// <summary>Renames a file, replacing what had the new name. Durable after <see cref="SyncDirectory"/>.</summary>
    /// <param name="from">The present name.</param>
    /// <param name="to">The new name.</param>
    void Rename(string from, string to);

    /// <summary>Deletes a file. Durable after <see cref="SyncDirectory"/>.</summary>
    /// <param name="name">The file's name, without a path.</param>
    void Delete(string name);

    /// <summary>Makes the folder's entries durable: creations, renames and deletions.</summary>
    void SyncDirectory();

    /// <summary>
    /// Tries once to lock the folder. An exclusive lock creates the folder when it does not exist; a shared one changes nothing on disk.
    /// </summary>
    /// <param name="shared">True: readers beside readers; false: one writer alone.</param>
    /// <param name="ownerProcessId">On failure the owner's process id, 0 when unknown.</param>
    /// <returns>What releases the lock when disposed; null when somebody else holds it.</returns>
    IDisposable? TryLock(bool shared, out int ownerProcessId);
}
