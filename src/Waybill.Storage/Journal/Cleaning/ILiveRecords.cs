namespace Waybill.Storage;

/// <summary>Which records are needed, segment by segment, as the newest checkpoint says. For the thread that cleans.</summary>
internal interface ILiveRecords
{
    /// <summary>How many needed records a segment holds; one that is needed twice may count twice, none is left out.</summary>
    /// <param name="baseLsn">The segment's first position.</param>
    int CountIn(long baseLsn);

    /// <summary>The positions of all needed records of a segment, in any order, some perhaps more than once.</summary>
    /// <param name="baseLsn">The segment's first position.</param>
    IEnumerable<long> In(long baseLsn);
}
