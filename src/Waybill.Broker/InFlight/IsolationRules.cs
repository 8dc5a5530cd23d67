namespace Waybill.Broker.InFlight;

/// <summary>How long suspects are dealt with.</summary>
/// <param name="CrashLimit">How often the process may end while a message is handled alone.</param>
/// <param name="Patience">How long everything else waits for one message that is handled alone, or for what must end before it can be.</param>
internal sealed record IsolationRules(int CrashLimit, TimeSpan Patience);
