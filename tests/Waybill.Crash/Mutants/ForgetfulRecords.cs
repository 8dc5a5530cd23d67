using Waybill.Storage;

namespace Waybill.Crash.Mutants;

/// <summary>Forgets one of the needed records of each segment.</summary>
internal sealed class ForgetfulRecords(ILiveRecords live) : ILiveRecords
{
    public int CountIn(long baseLsn) => In(baseLsn).Count();

    public IEnumerable<long> In(long baseLsn) => live.In(baseLsn).Skip(1);
}
