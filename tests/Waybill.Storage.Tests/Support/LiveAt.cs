namespace Waybill.Storage.Tests.Support;

/// <summary>Says which records are needed.</summary>
internal sealed class LiveAt(params IEnumerable<long> positions) : ILiveRecords
{
    private readonly long[] _positions = [.. positions];

    public static LiveAt Nothing { get; } = new();

    /// <summary>The segments that were asked for.</summary>
    public List<long> Asked { get; } = [];

    public int CountIn(long baseLsn)
    {
        Asked.Add(baseLsn);
        return In(baseLsn).Count();
    }

    public IEnumerable<long> In(long baseLsn) => _positions.Where(lsn => lsn >= baseLsn && lsn < baseLsn + (64 * 1024));
}
