using Waybill.Storage.Format;
using Waybill.Storage.Segments;

namespace Waybill.Storage.Inspection;

/// <summary>
/// Goes through a sparse segment by the chain of its records, and by its directory where the chain is broken. What it has of records is read at once, which is at most
/// what a segment holds.
/// </summary>
internal sealed class SparseWalk
{
    private readonly Segment _segment;
    private readonly byte[] _bytes;
    private readonly int _end;
    private readonly IReadOnlyDictionary<int, long> _blocks;

    public SparseWalk(Segment segment)
    {
        _segment = segment;
        _blocks = segment.Directory?.Firsts ?? new Dictionary<int, long>();
        _bytes = new byte[Math.Min(segment.File.Length, segment.Header.SegmentBytes)];
        var read = segment.File.Read(0, _bytes);
        // Without a directory the records end where the chain does.
        _end = segment.Directory is { } directory ? (int)Math.Min(read, JournalFormat.SegmentHeaderBytes + directory.RecordBytes) : read;
    }

    /// <summary>Whether the seed, and so the first record, fits the file.</summary>
    public bool HasFirst =>
        TryReadHeader(JournalFormat.SegmentHeaderBytes, _segment.BaseLsn, out var record)
        && record.PreviousCrc == _segment.Seed
        && IsWhole(JournalFormat.SegmentHeaderBytes, record);

    public IEnumerable<LogItem> Items()
    {
        var at = JournalFormat.SegmentHeaderBytes;
        // Null while it is not known what the next record must follow.
        var (chain, last) = ((uint?)_segment.Seed, _segment.BaseLsn);
        while (at < _end)
        {
            if (TryReadHeader(at, last, out var record) && record.PreviousCrc == chain && IsWhole(at, record))
            {
                if (_blocks.TryGetValue(at, out var named) && named != record.Lsn)
                {
                    yield return Damaged(at, record.Lsn, $"the directory says that LSN {named} stands there");
                }
                yield return LogItem.Of(new JournalRecord(record.Lsn, record.Type, PayloadAt(at, record)));
                (chain, last) = (record.Crc, record.Lsn);
                at += JournalFormat.RecordBytes(record.PayloadBytes);
                continue;
            }
            var (from, place) = (at, FragmentPlace(at));
            var isNewer = RecordHeader.IsNewer(_bytes.AsSpan(from, _end - from), place, chain);
            (at, chain) = Follow(from, last);
            if (at == _end && _segment.Directory is null && !isNewer)
            {
                // What stands here is the directory, or what is left of it.
                yield break;
            }
            var lsn = place > _segment.BaseLsn && place < _segment.EndLsn ? place : _segment.BaseLsn;
            long? again = at < _end ? RecordHeader.LsnOf(_bytes.AsSpan(at)) : null;
            yield return isNewer
                ? LogItem.Of(LogDamage.Newer(_segment.Name, from, lsn, again, "the record there has another version"))
                : LogItem.Of(
                    new LogDamage(_segment.Name, from, lsn, again, "a record does not match its checksum"),
                    FragmentAt(from, place)
                );
        }
    }

    // Where the next record stands that is whole, and whose record before it has the CRC that stands at the broken one: no payload can pretend that.
    private (int At, uint? Chain) Follow(int from, long last)
    {
        var known = RecordHeader.CrcsOf(_bytes.AsSpan(from, _end - from));
        for (var at = from + JournalFormat.RecordAlignment; at < _end; at += JournalFormat.RecordAlignment)
        {
            // The chain first: of a payload that is full of headers none costs more than a look.
            if (
                TryReadHeader(at, last, out var record)
                && (known.Contains(record.PreviousCrc) || (_blocks.TryGetValue(at, out var named) && named == record.Lsn))
                && IsWhole(at, record)
            )
            {
                return (at, record.PreviousCrc);
            }
        }
        return (_end, null);
    }

    // The CRC is not checked yet.
    private bool TryReadHeader(int at, long last, out RecordHeader record)
    {
        record = default;
        return at + JournalFormat.RecordHeaderBytes <= _end
            && RecordHeader.TryRead(_bytes.AsSpan(at, _end - at), RecordHeader.LsnOf(_bytes.AsSpan(at)), out record)
            && record.Lsn > last
            && record.Lsn < _segment.EndLsn;
    }

    private bool IsWhole(int at, in RecordHeader record) =>
        JournalFormat.RecordBytes(record.PayloadBytes) <= _end - at && record.Matches(_bytes.AsSpan(at, _end - at));

    private long FragmentPlace(int at) => at + JournalFormat.RecordHeaderBytes <= _end ? RecordHeader.LsnOf(_bytes.AsSpan(at)) : -1;

    private ReadOnlyMemory<byte> PayloadAt(int at, in RecordHeader record) =>
        _bytes.AsMemory(at + JournalFormat.RecordHeaderBytes, record.PayloadBytes);

    private JournalRecord FragmentAt(int at, long lsn) =>
        RecordHeader.TryRead(_bytes.AsSpan(at, _end - at), lsn, out var record)
        && record.PayloadBytes <= _end - at - JournalFormat.RecordHeaderBytes
            ? new JournalRecord(lsn, record.Type, PayloadAt(at, record))
            : default;

    private LogItem Damaged(int at, long lsn, string reason) => LogItem.Of(new LogDamage(_segment.Name, at, lsn, lsn, reason));
}
