using Waybill.Storage;
using Waybill.Storage.Devices;

namespace Waybill.Cli.Journals;

/// <summary>
/// Where a repaired copy is made: under another name beside the one that it is to have, which it gets as the last step. So a folder with that name is a finished copy, whatever
/// ended the repair.
/// </summary>
internal sealed class CopyPlace
{
    private const string UnfinishedExtension = ".unfinished";

    // As many as the operating system follows.
    private const int MaxLinks = 40;

    private readonly string _path;
    private bool _isBegun;

    // The folders above that were not there, the deepest first.
    private string[] _parents = [];

    private CopyPlace(string path) => _path = path;

    /// <summary>The folder that the copy is made in.</summary>
    public string Unfinished => _path + UnfinishedExtension;

    /// <summary>Looks whether a copy of a folder may be made somewhere.</summary>
    /// <exception cref="InputException">Something is there already, or it is in the folder itself.</exception>
    public static CopyPlace Of(string folder, string target)
    {
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
        {
            throw new InputException($"'{target}' is there already, and is no empty folder. Name another one: a copy replaces nothing.");
        }

        var place = new CopyPlace(RealPath(target));
        var original = RealPath(folder);
        if (IsIn(original, place._path) || IsIn(original, place.Unfinished))
        {
            throw new InputException(
                $"'{target}' is in the folder that is to be repaired, where nothing is ever written. Name one outside of it."
            );
        }

        return place;
    }

    /// <summary>Makes the folder and locks it, until the result is disposed.</summary>
    /// <exception cref="InputException">Another repair works there, or left something.</exception>
    public IDisposable Begin(IStorageDevice device)
    {
        _isBegun = !Directory.Exists(Unfinished);
        _parents = [.. MissingParents()];
        if (device.TryLock(shared: false, out var owner) is not { } held)
        {
            throw new InputException(
                $"'{Unfinished}' is in use by {StorageLockedException.Name(owner)}: another repair makes its copy there. Wait for it, or name another folder."
            );
        }

        if (Directory.EnumerateFileSystemEntries(Unfinished).Any(static entry => Path.GetFileName(entry) != DirectoryLock.FileName))
        {
            held.Dispose();
            throw new InputException(
                $"'{Unfinished}' is what an interrupted repair left of a copy, and no journal to go on with. Delete it, and run the repair again."
            );
        }

        _isBegun = true;
        return held;
    }

    /// <summary>Deletes what was made of the copy, which is not in use; what was there before it is let alone.</summary>
    /// <returns>Whether there was anything.</returns>
    public bool TryDiscard()
    {
        if (!_isBegun || !Directory.Exists(Unfinished))
        {
            return false;
        }

        Directory.Delete(Unfinished, recursive: true);
        return true;
    }

    /// <summary>Deletes the folders above that were made for the copy and hold nothing: none of those that hold one, finished or not.</summary>
    public void DeleteEmptyParents()
    {
        try
        {
            foreach (var parent in _parents.Where(Directory.Exists))
            {
                // Fails where somebody has put something.
                Directory.Delete(parent);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Not empty, or not ours any more: then those above are not empty either.
        }
    }

    /// <summary>Gives the copy, which is durable and not in use, its name, durably.</summary>
    public void Finish()
    {
        if (Directory.Exists(_path))
        {
            // Empty, or this fails.
            Directory.Delete(_path);
        }

        Directory.Move(Unfinished, _path);
        new DirectoryDevice(Path.GetDirectoryName(_path)!).SyncDirectory();
    }

    private IEnumerable<string> MissingParents()
    {
        for (
            var parent = Path.GetDirectoryName(Unfinished);
            parent is not null && !Directory.Exists(parent);
            parent = Path.GetDirectoryName(parent)
        )
        {
            yield return parent;
        }
    }

    private static bool IsIn(string folder, string path)
    {
        var comparison =
            OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return Path.EndsInDirectorySeparator(folder)
            ? path.StartsWith(folder, comparison)
            : path.Equals(folder, comparison) || path.StartsWith(folder + Path.DirectorySeparatorChar, comparison);
    }

    // Without links, also in the folders above.
    private static string RealPath(string path, int links = 0)
    {
        path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(path) is not { } parent)
        {
            return path;
        }

        var real = Path.Combine(RealPath(parent, links), Path.GetFileName(path));
        if (new DirectoryInfo(real).LinkTarget is not { } target)
        {
            return real;
        }

        return links < MaxLinks
            ? RealPath(Path.Combine(Path.GetDirectoryName(real)!, target), links + 1)
            : throw new InputException($"'{path}' is a link that leads nowhere.");
    }
}
