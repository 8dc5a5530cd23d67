using Waybill.Storage.Format;
using Waybill.Storage.Segments;

namespace Waybill.Storage.Inspection;

/// <summary>
/// Goes through a sparse segment by the chain of its records, and by its directory where the chain is broken: the file is read whole, which is at most half a segment.
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
    public bool HasFirst => TryRead(JournalFormat.SegmentHeaderBytes, out var record) && record.PreviousCrc == _segment.Seed;

    public IEnumerable<LogItem> Items()
    {
        var at = JournalFormat.SegmentHeaderBytes;
        var (chain, last) = (_segment.Seed, _segment.BaseLsn);
        while (at < _end)
        {
            if (TryRead(at, out var record) && record.PreviousCrc == chain && record.Lsn > last && record.Lsn < _segment.EndLsn)
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
            if (_segment.Directory is null && !TryFollow(at, out _, out _))
            {
                // What stands here is the directory, or what is left of it.
                yield break;
            }
            var from = at;
            var lsn = RecordHeader.LsnOf(_bytes.AsSpan(from));
            if (!TryFollow(from, out at, out chain))
            {
                at = _end;
            }
            else
            {
                last = Math.Max(last, RecordHeader.LsnOf(_bytes.AsSpan(at)) - 1);
            }
            yield return LogItem.Of(
                new LogDamage(
                    _segment.Name,
                    from,
                    lsn > _segment.BaseLsn && lsn < _segment.EndLsn ? lsn : _segment.BaseLsn,
                    at < _end ? RecordHeader.LsnOf(_bytes.AsSpan(at)) : null,
                    "a record does not match its checksum"
                ),
                FragmentAt(from, lsn)
            );
        }
    }

    // Where the next record stands that is whole, and whose record before it has the CRC that stands at the broken one: no payload can pretend that.
    private bool TryFollow(int from, out int at, out uint chain)
    {
        var known = RecordHeader.CrcsOf(_bytes.AsSpan(from, _end - from));
        for (at = from + JournalFormat.RecordAlignment; at < _end; at += JournalFormat.RecordAlignment)
        {
            if (
                TryRead(at, out var record)
                && (known.Contains(record.PreviousCrc) || (_blocks.TryGetValue(at, out var named) && named == record.Lsn))
            )
            {
                chain = record.PreviousCrc;
                return true;
            }
        }
        chain = 0;
        return false;
    }

    private bool TryRead(int at, out RecordHeader record)
    {
        record = default;
        return at + JournalFormat.RecordHeaderBytes <= _end
            && RecordHeader.TryReadWhole(_bytes.AsSpan(at, _end - at), RecordHeader.LsnOf(_bytes.AsSpan(at)), out record);
    }

    private ReadOnlyMemory<byte> PayloadAt(int at, in RecordHeader record) =>
        _bytes.AsMemory(at + JournalFormat.RecordHeaderBytes, record.PayloadBytes);

    private JournalRecord FragmentAt(int at, long lsn) =>
        RecordHeader.TryRead(_bytes.AsSpan(at, _end - at), lsn, out var record)
        && record.PayloadBytes <= _end - at - JournalFormat.RecordHeaderBytes
            ? new JournalRecord(lsn, record.Type, PayloadAt(at, record))
            : default;

    private LogItem Damaged(int at, long lsn, string reason) => LogItem.Of(new LogDamage(_segment.Name, at, lsn, lsn, reason));
}
