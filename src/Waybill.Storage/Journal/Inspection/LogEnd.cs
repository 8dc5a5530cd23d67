namespace Waybill.Storage.Inspection;

/// <summary>Where the log ends.</summary>
/// <param name="File">The segment, without a path.</param>
/// <param name="Lsn">The end: past the last whole record, and past the padding where that ends a batch.</param>
/// <param name="Next">Where the log goes on.</param>
/// <param name="IsClosed">It ends with the mark of a clean close.</param>
/// <param name="TailBytes">How many bytes behind it a crash left of what was never confirmed as durable; opening overwrites them.</param>
internal sealed record LogEnd(string File, long Lsn, JournalPosition Next, bool IsClosed, long TailBytes)
{
    /// <summary>Where a checkpoint may stand that stands for everything: before the mark of a clean close, which says something only to those who read it.</summary>
    public JournalPosition Last => IsClosed ? Next with { Lsn = Next.Lsn - JournalFormat.BatchAlignment } : Next;
}
