namespace Waybill.Storage.Inspection;

/// <summary>Bytes that do not read back as they were written, or that a newer build wrote.</summary>
/// <param name="File">The file's name, without a path.</param>
/// <param name="Offset">Where in the file it begins.</param>
/// <param name="Lsn">The position there.</param>
/// <param name="ReadableAgainFrom">The next position that can be read in this file; null when that is not known.</param>
/// <param name="Reason">What is wrong, as part of a sentence.</param>
/// <param name="IsNewer">It is whole, and of a version that this build does not know: nobody may take it for lost.</param>
internal sealed record LogDamage(string File, long Offset, long Lsn, long? ReadableAgainFrom, string Reason, bool IsNewer = false)
{
    /// <summary>What a newer build wrote.</summary>
    /// <param name="file">The file's name, without a path.</param>
    /// <param name="offset">Where in the file it begins.</param>
    /// <param name="lsn">The position there.</param>
    /// <param name="readableAgainFrom">The next position that can be read in this file; null when that is not known.</param>
    /// <param name="what">What tells so, as part of a sentence.</param>
    public static LogDamage Newer(string file, long offset, long lsn, long? readableAgainFrom, string what) =>
        new(file, offset, lsn, readableAgainFrom, $"it cannot be understood: written by a newer Waybill ({what})", IsNewer: true);
}
