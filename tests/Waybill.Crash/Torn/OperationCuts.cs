using Waybill.Crash.Journals;
using Waybill.Storage;
using Waybill.Storage.Devices;
using Waybill.Storage.Tests.Support;

namespace Waybill.Crash.Torn;

/// <summary>Writes a journal over and over, each time with a power cut one operation of the device later, and loses any selection of what was not synced.</summary>
internal sealed class OperationCuts(Report report, Func<IStorageDevice, IStorageDevice> wiring)
{
    private const int LossesPerCut = 4;

    // So that a segment is made, and gone over to, while records are written.
    private const int Bytes = 70_000;

    private readonly Opening _opening = new(wiring);

    /// <returns>How many folders were opened.</returns>
    public async Task<int> RunAsync(Random random)
    {
        var plan = JournalPlan.Create(random, Bytes, 1, 3);
        var runs = 0;
        for (var operation = 0; !report.IsDecided && await CutAsync(plan, operation, random); operation++)
        {
            runs += LossesPerCut;
        }

        return runs;
    }

    /// <returns>False: the journal was written and closed before that operation.</returns>
    private async Task<bool> CutAsync(JournalPlan plan, int operation, Random random)
    {
        var cut = false;
        var device = new SimulatedDevice
        {
            Script = next => (cut |= next.Number == operation) ? SimulatedOutcome.CutPower : SimulatedOutcome.Succeed,
        };
        var client = new KeepingClient();
        try
        {
            await using var journal = await Journal.OpenAsync(wiring(device), client, JournalPlan.Options);
            await plan.WriteAsync(journal, client);
        }
        catch (Exception exception) when (exception is StorageFaultedException or PowerCutException)
        {
            // The power is gone; what was confirmed before is what counts.
        }

        var confirmed = client.Committed.Sum(batch => batch.Records.Count);
        for (var loss = 0; loss < LossesPerCut; loss++)
        {
            var image = device.AfterPowerCut(random);
            if (await _opening.GoesOnAsync(image.AfterKill(), client.Attempted, confirmed, client.Attempted.Count) is { } broken)
            {
                report.Violation(
                    $"power cut at operation {operation}, {confirmed} records confirmed: {broken}",
                    () => KeptImage.Write("torn", image)
                );
            }
        }

        return cut;
    }
}
