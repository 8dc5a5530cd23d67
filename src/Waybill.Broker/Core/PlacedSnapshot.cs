using System.Collections;
using Waybill.Broker.Core.Index;
using Waybill.Broker.Core.Recovery;

namespace Waybill.Broker.Core;

/// <summary>
/// The entries of a queue that do more than wait, in no order: a few beside runs of them, which may lie in pages. What is in memory only is not among them. How often one was
/// leased counts since the broker opened, and so is not told.
/// </summary>
internal sealed class PlacedSnapshot(IReadOnlyList<Placement> loose, IReadOnlyList<EntryRun> runs) : IEnumerable<Placement>
{
    public IReadOnlyList<EntryRun> Runs => runs;

    /// <summary>Those that are in no run.</summary>
    public IEnumerable<Placement> Loose => loose.Where(static placement => !placement.Entry.Message.IsInMemory).Select(Fresh);

    /// <summary>How many there are, without a look into the runs.</summary>
    public long Count => Loose.LongCount() + runs.Sum(static run => (long)run.Count - run.Volatile);

    public IEnumerator<Placement> GetEnumerator()
    {
        foreach (var placement in Loose)
        {
            yield return placement;
        }

        foreach (var run in runs)
        {
            foreach (var placement in run.Placements())
            {
                if (!placement.Entry.Message.IsInMemory)
                {
                    yield return Fresh(placement);
                }
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static Placement Fresh(Placement placement) => placement with { Entry = placement.Entry with { Acquired = 0 } };
}
