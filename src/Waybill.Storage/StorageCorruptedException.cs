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
        : base($"{PlaceOf(file, offset, damage)}.{Readable(readableUntil, readableAgainFrom)} Nothing was changed. {wayOut}")
    {
        File = file;
        Offset = offset;
        Damage = damage;
        ReadableUntil = readableUntil;
        ReadableAgainFrom = readableAgainFrom;
        WayOut = wayOut;
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

    /// <summary>What is damaged where, as a sentence without its full stop.</summary>
    public string Place => PlaceOf(File, Offset, Damage);

    /// <summary>What to do.</summary>
    public string WayOut { get; }

    private static string PlaceOf(string file, long offset, string damage) =>
        string.Create(CultureInfo.InvariantCulture, $"'{file}' is damaged at byte {offset}: {damage}");

    private static string Readable(long until, long? againFrom)
    {
        // Most places are found without a look at what is behind them; a file's own, and a single record's, without one at those before it.
        var rest = againFrom is { } lsn ? string.Create(CultureInfo.InvariantCulture, $", and from LSN {lsn} on") : "";
        return until > 0
            ? string.Create(
                CultureInfo.InvariantCulture,
                $" As far as it was read, every record below LSN {until} can still be read{rest}."
            )
            : "";
    }
}
