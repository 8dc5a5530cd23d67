namespace Waybill;

/// <summary>
/// Pins the number that a member has on the wire. Numbers otherwise follow declaration order from 1 on, passing over those that <see cref="ReservedAttribute"/>
/// names; a pinned member leaves the number of its place unused, so that pinning one renumbers no other.
/// </summary>
/// <param name="number">1 to 536,870,911, without 19,000 to 19,999, which Protobuf keeps for itself. Numbers up to 15 take a byte less.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class FieldAttribute(int number) : Attribute
{
    /// <summary>The number.</summary>
    public int Number { get; } = number;
}
