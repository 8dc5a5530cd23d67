using System.Globalization;

namespace Waybill.Storage;

/// <summary>A newer build wrote something of the folder: it is whole, and cannot be understood. Nothing has been changed on disk.</summary>
internal sealed class StorageVersionException : StorageException
{
    internal StorageVersionException(string file, long offset, string what)
        : base(
            string.Create(
                CultureInfo.InvariantCulture,
                $"'{file}' was written by a newer version of Waybill: at byte {offset}, {what}. Nothing was changed: run that version on the folder, or a newer one."
            )
        ) => (File, Offset, What) = (file, offset, what);

    /// <summary>The file's path.</summary>
    public string File { get; }

    /// <summary>Where in the file it stands, in bytes.</summary>
    public long Offset { get; }

    /// <summary>What stands there, as part of a sentence.</summary>
    public string What { get; }
}
