namespace Waybill;

/// <summary>
/// Makes a handler's effect happen once per key: the key is claimed in the inbox in the same record as the outcome, and a second message with it is
/// completed without a call. Covers publishes through the bus and the settlement itself; an effect outside (a payment call) still needs a
/// message-derived key of its own for a crash between the effect and the settlement.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = false)]
public sealed class IdempotentAttribute : Attribute
{
    /// <summary>The message property that is the key; by default the message id.</summary>
    public string? Key { get; set; }

    /// <summary>
    /// How long a claimed key is remembered; a duration, 1 s to 365 d. Default 7 d. The embedded broker keeps every claimed key in memory as long, in 60 to 120 bytes each.
    /// </summary>
    public string Retention { get; set; } = "7d";
}
