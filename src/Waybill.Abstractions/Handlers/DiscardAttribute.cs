namespace Waybill;

/// <summary>Drops a message that failed for good instead of dead-lettering it; it is counted and logged. On a method it holds for that message type.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = false)]
public sealed class DiscardAttribute(string reason) : Attribute
{
    /// <summary>Why nobody will miss the message.</summary>
    public string Reason { get; } = reason;
}
