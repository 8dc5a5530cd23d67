using Waybill.Storage.Format;
using Waybill.Storage.Segments;

namespace Waybill.Storage.Inspection;

/// <summary>
/// Goes through the records of one batch, and past broken ones: behind one the next whole record is believed that names its checksum, as that stands or follows from the rest.
/// A payload can hold whole records, but cannot name that: it goes back to the segment's salt. Where nothing is known of it, nothing more of the batch is believed.
/// </summary>
internal sealed class BatchWalk(Segment segment, long lsn, ReadOnlyMemory<byte> batch, uint? chain)
{
    private const string Broken = "a record does not match its checksum";

    /// <summary>What the next record must follow: the CRC of the last whole one; null behind a broken one of which nothing tells it.</summary>
    public uint? Chain { get; private set; } = chain;

    /// <summary>How many whole records there were.</summary>
    public int Count { get; private set; }

    /// <summary>The end of the last whole record before anything broken.</summary>
    public long WholeTo { get; private set; } = lsn + JournalFormat.BatchHeaderBytes;

    /// <summary>The end of the last whole record.</summary>
    public long End { get; private set; } = lsn + JournalFormat.BatchHeaderBytes;

    /// <summary>Whether every record is whole.</summary>
    public bool IsWhole => WholeTo == lsn + batch.Length;

    /// <summary>Whether what stands behind the whole records was written by a newer build.</summary>
    public bool IsNewer => IsNewerAt((int)(WholeTo - lsn));

    /// <summary>The whole records up to the first that is not.</summary>
    public IEnumerable<LogItem> Whole()
    {
        for (var at = (int)(WholeTo - lsn); at < batch.Length && TryRead(at, Chain, out var record); at = (int)(End - lsn))
        {
            yield return Take(at, record);
            WholeTo = End;
        }
    }

    /// <summary>What follows the first broken record.</summary>
    public IEnumerable<LogItem> Rest()
    {
        for (var at = (int)(End - lsn); at < batch.Length; )
        {
            if (TryRead(at, Chain, out var record))
            {
                yield return Take(at, record);
                at = (int)(End - lsn);
                continue;
            }
            var (from, fragment, isNewer) = (at, FragmentAt(at), IsNewerAt(at));
            Chain = null;
            at = Follow(from, fragment);
            var again = at < batch.Length ? lsn + at : JournalFormat.AlignBatch(lsn + batch.Length);
            var reason = IsAlone(from) ? "a record does not follow the one before it" : Broken;
            var (offset, position) = (lsn + from - segment.BaseLsn, lsn + from);
            yield return isNewer
                ? LogItem.Of(LogDamage.Newer(segment.Name, offset, position, again, "the record there has another version"))
                : LogItem.Of(new LogDamage(segment.Name, offset, position, again, reason), fragment);
        }
    }

    // The place of the next record, and its chain. One behind a broken record whose header still makes sense stands where that says, broken or not.
    private int Follow(int from, in JournalRecord fragment)
    {
        var known = RecordHeader.CrcsOf(batch.Span[from..]);
        for (var at = from + JournalFormat.RecordAlignment; at < batch.Length; at += JournalFormat.RecordAlignment)
        {
            // The chain first: of a payload that is full of headers none costs more than a look.
            if (!RecordHeader.TryRead(batch.Span[at..], lsn + at, out var record) || !known.Contains(record.PreviousCrc))
            {
                continue;
            }
            if (RecordHeader.TryReadWhole(batch.Span[at..], lsn + at, out _))
            {
                Chain = record.PreviousCrc;
                return at;
            }
            if (fragment.Lsn > 0 && at == from + JournalFormat.RecordBytes(fragment.Payload.Length))
            {
                // Broken too, and told next.
                return at;
            }
        }
        return batch.Length;
    }

    private LogItem Take(int at, in RecordHeader record)
    {
        Chain = record.Crc;
        Count++;
        End = lsn + at + JournalFormat.RecordBytes(record.PayloadBytes);
        return LogItem.Of(new JournalRecord(lsn + at, record.Type, PayloadAt(at, record.PayloadBytes)));
    }

    private bool TryRead(int at, uint? chain, out RecordHeader record) =>
        RecordHeader.TryReadWhole(batch.Span[at..], lsn + at, out record) && record.PreviousCrc == chain;

    private bool IsNewerAt(int at) => RecordHeader.IsNewer(batch.Span[at..], lsn + at, Chain);

    private bool IsAlone(int at) => RecordHeader.TryReadWhole(batch.Span[at..], lsn + at, out _);

    private JournalRecord FragmentAt(int at) =>
        RecordHeader.TryRead(batch.Span[at..], lsn + at, out var header)
        && JournalFormat.RecordBytes(header.PayloadBytes) <= batch.Length - at
            ? new JournalRecord(lsn + at, header.Type, PayloadAt(at, header.PayloadBytes))
            : default;

    private ReadOnlyMemory<byte> PayloadAt(int at, int bytes) => batch.Slice(at + JournalFormat.RecordHeaderBytes, bytes);
}
