using Waybill.Broker.Records;
using Waybill.Storage.Devices;

namespace Waybill.Cli.Tests.Support;

/// <summary>
/// A folder of small segments with everything that one can hold: a sparse segment, whole ones, two checkpoints, a dead letter, messages that wait since before the checkpoints and since.
/// </summary>
/// <param name="Patient">Message 1, for "b", in the sparse segment.</param>
/// <param name="Dead">Message 2, which died in "b" and lies in "b.dead", in the sparse segment too.</param>
/// <param name="Late">A message for "a" and "b" behind the newest checkpoint.</param>
/// <param name="Waiting">A message for "a" that the newest checkpoint knows.</param>
internal sealed record SmallFolder(long Patient, long Dead, long Waiting, long Late)
{
    public static async Task<SmallFolder> WriteAsync(IStorageDevice device)
    {
        await using var writer = await JournalWriter.OpenAsync(device);
        var patient = await writer.PublishAsync("patient", "b");
        var dead = await writer.PublishAsync("dead", "b");
        await writer.SettleAsync(OutcomeCode.DeadLettered, "b", dead, "b.dead");
        await writer.FlowAsync(segments: 3);
        writer.Checkpoint();
        await writer.FlowAsync(segments: 4);
        var waiting = await writer.PublishAsync("waiting", "a");
        writer.Checkpoint();
        var late = await writer.PublishAsync("late", "a", "b");
        await writer.SettleAsync(OutcomeCode.Retried, "a", waiting);
        await writer.PublishAsync("last", "a");
        return new SmallFolder(patient, dead, waiting, late);
    }
}
