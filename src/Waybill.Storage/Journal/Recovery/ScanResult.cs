using Waybill.Storage.Append;
using Waybill.Storage.Segments;

namespace Waybill.Storage.Recovery;

/// <summary>What a scan found.</summary>
/// <param name="Cut">The first byte past the last whole record (not aligned to a batch).</param>
/// <param name="Position">Where the log goes on.</param>
/// <param name="Frontier">The highest durable frontier that any valid header or any checkpoint's name says.</param>
/// <param name="Torn">The batch that the cut runs through, if it leaves records of it.</param>
/// <param name="Closed">The log ends with the mark of a clean close.</param>
/// <param name="NeedsRepair">False: the mark of a clean close says that all is durable and that nothing stands behind it.</param>
/// <param name="ZerosFrom">From here on every file holds zeros.</param>
/// <param name="BatchesTo">Behind this no header of a batch was found, whole or not.</param>
internal readonly record struct ScanResult(
    long Cut,
    LogPosition Position,
    long Frontier,
    TailCut? Torn,
    bool Closed,
    bool NeedsRepair,
    long ZerosFrom,
    long BatchesTo
)
{
    /// <summary>What a scan would find in a journal whose only segment was made just now.</summary>
    public static ScanResult OfNew(Segment segment)
    {
        var start = segment.FirstBatchLsn;
        return new ScanResult(
            start,
            new LogPosition(start, segment.Seed, segment.BaseLsn),
            Frontier: 0,
            Torn: null,
            Closed: false,
            NeedsRepair: false,
            ZerosFrom: start,
            BatchesTo: start
        );
    }
}
