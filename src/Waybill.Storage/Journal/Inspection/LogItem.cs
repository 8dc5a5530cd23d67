using Waybill.Storage.Format;

namespace Waybill.Storage.Inspection;

/// <summary>What an <see cref="LogItem"/> tells of.</summary>
internal enum LogItemKind
{
    /// <summary>A batch whose header is whole; its records follow.</summary>
    Batch,

    /// <summary>A record that was checked.</summary>
    Record,

    /// <summary>Damage.</summary>
    Damage,

    /// <summary>The end of the log.</summary>
    End,
}

/// <summary>One thing that a walk through a folder comes past, in order of position.</summary>
/// <param name="Kind">Which of the others is set.</param>
/// <param name="Record">The record, valid until the walk goes on. With damage: a record as it stands there, which no checksum confirms; none when its payload is empty.</param>
/// <param name="Batch">The batch.</param>
/// <param name="Damage">The damage.</param>
/// <param name="End">The end.</param>
internal readonly record struct LogItem(LogItemKind Kind, JournalRecord Record, BatchHeader Batch, LogDamage? Damage, LogEnd? End)
{
    public static LogItem Of(in JournalRecord record) => new(LogItemKind.Record, record, default, null, null);

    public static LogItem Of(in BatchHeader batch) => new(LogItemKind.Batch, default, batch, null, null);

    public static LogItem Of(LogDamage damage, in JournalRecord fragment = default) =>
        new(LogItemKind.Damage, fragment, default, damage, null);

    public static LogItem Of(LogEnd end) => new(LogItemKind.End, default, default, null, end);
}
