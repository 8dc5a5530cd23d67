namespace Waybill;

/// <summary>Says that running the handler twice for one message changes nothing, so that no inbox is needed; the analyzers believe it.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = false)]
public sealed class NaturallyIdempotentAttribute(string reason) : Attribute
{
    /// <summary>Why a second run changes nothing.</summary>
    public string Reason { get; } = reason;
}
