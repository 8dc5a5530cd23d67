namespace Waybill.Storage.Inspection;

/// <summary>Where the log ends.</summary>
/// <param name="File">The segment, without a path.</param>
/// <param name="Lsn">The end: past the last whole record, and past the padding where that ends a batch.</param>
/// <param name="Next">Where the log goes on; null when what it would follow cannot be read.</param>
/// <param name="IsClosed">It ends with the mark of a clean close.</param>
/// <param name="IsTorn">It ends within a batch, whose header says of more than came to the disk; opening cuts the batch.</param>
/// <param name="TailBytes">How many bytes behind it a crash left of what was never confirmed as durable; opening overwrites them.</param>
/// <param name="Unknown">Why the log may have gone on, and where it ended cannot be told, as part of a sentence; null when it ends there. The end is that of what can be read then, 0 for nothing.</param>
internal sealed record LogEnd(
    string File,
    long Lsn,
    JournalPosition? Next,
    bool IsClosed,
    bool IsTorn,
    long TailBytes,
    string? Unknown = null
)
{
    /// <summary>Where a checkpoint may stand that stands for everything: before the mark of a clean close, which says something only to those who read it.</summary>
    public JournalPosition? Last => IsClosed && Next is { } next ? next with { Lsn = next.Lsn - JournalFormat.BatchAlignment } : Next;

    /// <summary>The end; null where the log may have gone on.</summary>
    public long? KnownLsn => Unknown is null ? Lsn : null;

    /// <summary>Whether it ends with the mark of a clean close; null where the log may have gone on.</summary>
    public bool? KnownIsClosed => Unknown is null ? IsClosed : null;

    /// <summary>Whether a crash left something here that opening takes away.</summary>
    public bool NeedsCut => IsTorn || TailBytes > 0;
}
