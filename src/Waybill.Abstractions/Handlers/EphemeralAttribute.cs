namespace Waybill;

/// <summary>Says that losing these messages is acceptable; the analyzers then accept a weak durability or a queue that is not durable.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Field, Inherited = false)]
public sealed class EphemeralAttribute(string reason) : Attribute
{
    /// <summary>Why a lost message does no harm.</summary>
    public string Reason { get; } = reason;
}
