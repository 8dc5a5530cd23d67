using Waybill.Storage.Format;
using Waybill.Storage.Segments;

namespace Waybill.Storage.Recovery;

/// <summary>
/// Looks once at everything behind the place where the log stops: at headers that prove what was durable, and for how far anything but zeros stands there.
/// </summary>
/// <param name="readableUntil">Up to where the log was read; 0 when it was not.</param>
internal sealed class TailSearch(long readableUntil = 0)
{
    /// <summary>How much is read at once: a processor's cache keeps it from the copy to the look.</summary>
    public const int ChunkBytes = 256 * 1024;

    private readonly byte[] _chunk = GC.AllocateUninitializedArray<byte>(ChunkBytes);

    /// <summary>The first header; null when there is none.</summary>
    public long? FirstHeader { get; private set; }

    /// <summary>The first header that a newer build wrote; null when there is none.</summary>
    public long? FirstNewer { get; private set; }

    /// <summary>The highest frontier that a header names.</summary>
    public long Frontier { get; private set; }

    /// <summary>The end of the last batch whose header was found.</summary>
    public long BatchesTo { get; private set; }

    /// <summary>From here on every file holds zeros.</summary>
    public long ZerosFrom { get; private set; }

    /// <param name="all">The segments.</param>
    /// <param name="index">The one that the log stops in.</param>
    /// <param name="from">The first sector that is looked at.</param>
    public void Run(IReadOnlyList<Segment> all, int index, long from)
    {
        ZerosFrom = from;
        for (; index < all.Count; index++)
        {
            var segment = all[index];
            for (var lsn = Math.Max(from, segment.FirstBatchLsn); lsn < segment.EndLsn; lsn += ChunkBytes)
            {
                Look(segment, lsn, _chunk.AsSpan(0, (int)Math.Min(ChunkBytes, segment.EndLsn - lsn)));
            }
        }
    }

    private void Look(Segment segment, long lsn, Span<byte> chunk)
    {
        var read = Medium.Read(segment.File, segment.Path, lsn - segment.BaseLsn, chunk, readableUntil);
        if (read < chunk.Length)
        {
            // A file was whole when it was opened. What it has lost since is no zeros yet.
            chunk[read..].Clear();
            ZerosFrom = lsn + chunk.Length;
        }

        for (var at = 0; chunk[at..].IndexOfAnyExcept((byte)0) is >= 0 and var zeros; )
        {
            at = (at + zeros) / JournalFormat.BatchAlignment * JournalFormat.BatchAlignment;
            if (BatchHeader.TryRead(chunk[at..], segment.Seed, lsn + at, segment.EndLsn - (lsn + at), out var batch))
            {
                Frontier = Math.Max(Frontier, batch.Frontier);
                FirstHeader ??= lsn + at;
                BatchesTo = Math.Max(BatchesTo, lsn + at + JournalFormat.AlignBatch(batch.Length));
            }
            else if (FirstNewer is null && BatchHeader.IsNewer(chunk[at..], segment.Seed))
            {
                FirstNewer = lsn + at;
            }

            at += JournalFormat.BatchAlignment;
            ZerosFrom = Math.Max(ZerosFrom, lsn + at);
        }
    }
}
