namespace Waybill;

/// <summary>Leaves a member out of the message: it is not written, and reads as what the constructor or its initializer gives it.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class IgnoreAttribute : Attribute;
