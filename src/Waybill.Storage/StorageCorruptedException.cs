using System.Globalization;

namespace Waybill.Storage;

/// <summary>
/// Bytes that were known to be durable do not read back as they were written. Nothing has been changed on disk: the folder can be copied,
/// inspected read-only, or restored from a backup.
/// </summary>
internal sealed class StorageCorruptedException : StorageException
{
    private const string Restore =
        "Keep a copy of the folder, and restore it from a backup. Without one, waybill journal verify says what can be read, and waybill journal repair --dry-run whether that can be saved.";

    internal StorageCorruptedException(
        string file,
        long offset,
        string damage,
        long readableUntil = 0,
        long? readableAgainFrom = null,
        string wayOut = Restore
    )
        : base(Describe(file, offset, damage, readableUntil, readableAgainFrom, wayOut))
    {
        File = file;
        Offset = offset;
        Damage = damage;
        ReadableUntil = readableUntil;
        ReadableAgainFrom = readableAgainFrom;
    }

    /// <summary>The damaged file's path.</summary>
    public string File { get; }

    /// <summary>Where in the file the damage begins, in bytes.</summary>
    public long Offset { get; }

    /// <summary>What is wrong there, as part of a sentence.</summary>
    public string Damage { get; }

    /// <summary>Every record below this LSN that was looked at can still be read; 0 when none was looked at.</summary>
    public long ReadableUntil { get; }

    /// <summary>The LSN of the first whole batch after the damage; null when none was found, or none was looked for.</summary>
    public long? ReadableAgainFrom { get; }

    private static string Describe(string file, long offset, string damage, long readableUntil, long? readableAgainFrom, string wayOut)
    {
        // Most places are found without a look at what is behind them; a file's own, and a single record's, without one at those before it.
        var rest = readableAgainFrom is { } lsn ? string.Create(CultureInfo.InvariantCulture, $", and from LSN {lsn} on") : "";
        var before =
            readableUntil > 0
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $" As far as it was read, every record below LSN {readableUntil} can still be read{rest}."
                )
                : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"'{file}' is damaged at byte {offset}: {damage}.{before} Nothing was changed. {wayOut}"
        );
    }
}
