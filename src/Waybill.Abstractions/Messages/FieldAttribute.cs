namespace Waybill;

/// <summary>
/// Pins the number that a member has on the wire, or a case in its <see cref="UnionAttribute">union</see>. The others have the numbers from 1 on in declaration order, passing over those that are pinned or that
/// <see cref="ReservedAttribute"/> names: so a member that is pinned to the number that it has can be moved, and no other is renumbered.
/// </summary>
/// <param name="number">1 to 536,870,911, without 19,000 to 19,999, which Protobuf keeps for itself. Numbers up to 15 take a byte less.</param>
[AttributeUsage(
    AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter | AttributeTargets.Class,
    Inherited = false
)]
public sealed class FieldAttribute(int number) : Attribute
{
    /// <summary>The number.</summary>
    public int Number { get; } = number;
}
