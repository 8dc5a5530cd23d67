using Waybill.Broker.Core;
using Waybill.Broker.Core.Index;
using Waybill.Broker.Core.Recovery;
using Waybill.Storage.Inspection;

namespace Waybill.Cli.Journals;

/// <summary>What a repair of a folder would do, and what it would lose.</summary>
internal sealed class RepairPlan
{
    /// <summary>What is added to the name of a file that is put aside.</summary>
    public const string DamagedExtension = ".damaged";

    private RepairPlan(JournalFolder folder, FolderReading reading)
    {
        Reading = reading;
        Refusal = RepairRefusal.Of(folder, reading);
        var damaged = reading.Damage.Select(static damage => damage.Place.File).ToHashSet(StringComparer.Ordinal);
        Checkpoints = [.. folder.Checkpoints.Where(checkpoint => damaged.Contains(checkpoint.Name))];
        var segments = folder.Segments.Where(segment => damaged.Contains(segment.Name)).ToList();
        MustRewrite = segments.Count > 0 || reading.Damage.Count > Checkpoints.Count || reading.Lost.Count > 0;
        var last = folder.Segments.FirstOrDefault(segment => segment.Name == reading.End?.File);
        if (MustRewrite && last is not null && !segments.Contains(last) && reading.End!.NeedsCut)
        {
            // Only opening cuts a tail, and it opens what the repair has made.
            segments.Add(last);
        }

        Segments = segments;
        PutAside =
        [
            .. Checkpoints
                .Select(static checkpoint => checkpoint.Name)
                .Concat(segments.Select(static segment => segment.Name))
                .Select(name => (name, FreeName(name, folder.Files))),
        ];
        ContinuesAt = last is null || segments.Contains(last) ? null : reading.End!.Last;
        // The log has not come to what is behind its end: files that were made ahead.
        Ahead =
            MustRewrite && last is not null
                ? [.. folder.Segments.Where(segment => segment.BaseLsn > last.BaseLsn && !segments.Contains(segment))]
                : [];
        State = Without(reading.State.Share(), reading.Missing);
    }

    public FolderReading Reading { get; }

    /// <summary>Why it cannot be repaired; null when it can.</summary>
    public string? Refusal { get; }

    /// <summary>Whether there is anything to do beyond what opening does by itself.</summary>
    public bool IsNeeded => MustRewrite || Checkpoints.Count > 0;

    /// <summary>Whether records, or segments, are lost, so that a new checkpoint must stand for what is left.</summary>
    public bool MustRewrite { get; }

    /// <summary>Checkpoints that are put aside.</summary>
    public IReadOnlyList<InspectedCheckpoint> Checkpoints { get; }

    /// <summary>Segments that are put aside, and replaced by a sparse one of what can be read of them.</summary>
    public IReadOnlyList<InspectedSegment> Segments { get; }

    /// <summary>The files that are put aside, each with the name that it has then: none that another one has.</summary>
    public IReadOnlyList<(string Name, string Aside)> PutAside { get; }

    /// <summary>Segments that hold nothing yet and are not copied: beside a new end they would look like lost ones.</summary>
    public IReadOnlyList<InspectedSegment> Ahead { get; }

    /// <summary>Where the log goes on; null for a segment of its own.</summary>
    public Storage.JournalPosition? ContinuesAt { get; }

    /// <summary>The state that the repaired folder has.</summary>
    public StateSnapshot State { get; }

    public static RepairPlan Of(JournalFolder folder, FolderReading reading) => new(folder, reading);

    // What an earlier repair has put aside lies here too.
    private static string FreeName(string name, IReadOnlyList<string> taken)
    {
        var aside = name + DamagedExtension;
        for (var number = 2; taken.Contains(aside); number++)
        {
            aside = $"{name}{DamagedExtension}-{number}";
        }

        return aside;
    }

    private static StateSnapshot Without(StateSnapshot state, IReadOnlySet<long> missing) =>
        missing.Count == 0 ? state : state with { Queues = [.. state.Queues.Select(queue => Without(queue, missing))] };

    private static QueueSnapshot Without(QueueSnapshot queue, IReadOnlySet<long> missing)
    {
        var placed = new List<Placement>();
        var runs = queue.Waiting.Select(run => Without(run, missing, placed)).Where(static run => run.Count > 0).ToList();
        placed.AddRange(
            queue
                .Placed.Where(placement => !missing.Contains(placement.Entry.Message.Lsn))
                .Select(placement => placement with { Entry = WithoutHistory(placement.Entry, missing) })
        );
        // A message that died twice into one queue is told apart by its deaths; without them it is there once.
        var waiting = runs.SelectMany(static run => run.Entries())
            .Select(static entry => entry.Identity)
            .ToHashSet(MessageRefComparer.Instance);
        placed.RemoveAll(placement => waiting.Contains(placement.Entry.Identity));
        return queue with
        {
            Waiting = runs,
            Placed = new PlacedSnapshot([.. placed.DistinctBy(static placement => placement.Entry.Identity)], []),
        };
    }

    // An entry that loses its history counts as coming when its message came, and so no longer stands in its place.
    private static EntryRun Without(in EntryRun run, IReadOnlySet<long> missing, List<Placement> placed)
    {
        var kept = new List<QueueEntry>();
        foreach (var entry in run)
        {
            if (missing.Contains(entry.Message.Lsn))
            {
                continue;
            }

            if (missing.Contains(entry.DeathLsn))
            {
                placed.Add(new Placement(WithoutHistory(entry, missing), Due: 0, Parked: false));
            }
            else
            {
                kept.Add(entry);
            }
        }

        var buffer = new byte[kept.Count * EntryCodec.MaxBytes];
        var (before, length) = (run.Before, 0);
        foreach (var entry in kept)
        {
            length += EntryCodec.Write(buffer.AsSpan(length), entry, ref before);
        }

        return new EntryRun(buffer.AsMemory(0, length), kept.Count, run.Before);
    }

    // What tells of its deaths is lost, and not the message.
    private static QueueEntry WithoutHistory(in QueueEntry entry, IReadOnlySet<long> missing) =>
        missing.Contains(entry.DeathLsn) ? entry with { DeathLsn = 0 } : entry;
}
