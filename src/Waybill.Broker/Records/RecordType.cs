namespace Waybill.Broker.Records;

/// <summary>What a journal record holds. The numbers are on disk (docs/format/records.md).</summary>
internal static class RecordType
{
    /// <summary>A text that later records name by a number.</summary>
    public const byte Symbol = 1;

    /// <summary>One message.</summary>
    public const byte Publish = 2;

    /// <summary>Messages that were published together.</summary>
    public const byte Batch = 3;

    /// <summary>A settlement with all that belongs to it.</summary>
    public const byte Outcome = 4;

    /// <summary>A queue that is not durable begins empty.</summary>
    public const byte Purge = 5;

    /// <summary>Nothing: the records up to it are to be summed up in a checkpoint, and it makes them durable.</summary>
    public const byte Mark = 6;

    /// <summary>Messages of one queue that were completed, each without anything else.</summary>
    public const byte Completions = 7;

    /// <summary>The highest number of those above.</summary>
    public const byte Last = Completions;

    /// <summary>The first byte of every record's payload.</summary>
    public const byte Version = 1;
}
