using Microsoft.Extensions.Logging;
using Waybill.Broker.Core;
using Waybill.Broker.Loop;
using Waybill.Broker.Telemetry;
using Waybill.Storage.Devices;

namespace Waybill.Broker.InFlight;

/// <summary>What the broker begins with: where it marks what is handled, and what may have ended the process before.</summary>
/// <param name="Marks">The marks.</param>
/// <param name="Suspects">Each suspect with the slot that keeps it.</param>
internal sealed record InFlightOpening(InFlightMarks Marks, IReadOnlyList<(Suspect Suspect, int Slot)> Suspects)
{
    /// <summary>A broker that marks nothing and suspects nobody.</summary>
    public static InFlightOpening None { get; } = new(new InFlightMarks(null), []);

    /// <summary>Reads what was left in the folder and begins anew. Whatever is wrong with the file, the broker opens: it only suspects nobody then.</summary>
    /// <param name="device">The folder, which is locked.</param>
    /// <param name="state">The recovered state.</param>
    /// <param name="records">The journal's records.</param>
    /// <param name="now">The time, in milliseconds since 1970.</param>
    /// <param name="limit">How many crashes end a message; for the log.</param>
    /// <param name="logger">Hears of what was found.</param>
    public static InFlightOpening Open(IStorageDevice device, BrokerState state, RecordStore records, long now, int limit, ILogger logger)
    {
        InFlightFile file;
        try
        {
            file = InFlightFile.Open(device, out var damage);
            if (damage is not null)
            {
                logger.InFlightFileDamaged(InFlightFile.Name, device.Name, damage);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            logger.InFlightFileUnusable(InFlightFile.Name, device.Name, exception);
            return None;
        }

        try
        {
            var left = file.ReadLeft();
            var suspects = left.Count == 0 ? [] : SuspectSearch.Find(left, state, records, now);
            // Also when nothing is left: a lease that was handled alone may stand there all the same, and its number comes again.
            var slots = file.Begin([.. suspects.Select(Keep)]);
            Report(suspects, limit, logger);
            return new InFlightOpening(new InFlightMarks(file), [.. suspects.Zip(slots)]);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static InFlightMark Keep(Suspect suspect) =>
        new(suspect.Queue.Symbol, suspect.Entry.Identity, suspect.MessageId, Epoch: 0, suspect.Crashes);

    private static void Report(IReadOnlyList<Suspect> suspects, int limit, ILogger logger)
    {
        if (suspects.Count > 0)
        {
            logger.Suspected(suspects.Count);
        }

        foreach (var suspect in suspects.Where(static suspect => suspect.Crashes > 0))
        {
            logger.CrashedAlone(suspect.Queue.Name, suspect.MessageId, suspect.Crashes, limit);
        }
    }
}
