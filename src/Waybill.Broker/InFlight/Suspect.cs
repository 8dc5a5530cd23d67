using Waybill.Broker.Core;

namespace Waybill.Broker.InFlight;

/// <summary>A message that was being handled when the process ended, and may have ended it.</summary>
/// <param name="Queue">Where it waits.</param>
/// <param name="Entry">Its entry there.</param>
/// <param name="MessageId">Its id.</param>
/// <param name="Crashes">How often the process has ended while it was handled alone.</param>
internal sealed record Suspect(QueueState Queue, QueueEntry Entry, Guid MessageId, int Crashes);
