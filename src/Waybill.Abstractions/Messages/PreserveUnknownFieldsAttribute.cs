namespace Waybill;

/// <summary>
/// Keeps the fields that a message does not know: they are read as bytes and written again behind those that it knows, in the order in which they came. For
/// services that pass messages on and may be older than whoever wrote them. The bytes belong to the object: <c>with</c> copies them, and records
/// compare them. A message nested in another keeps its own by an attribute of its own.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class PreserveUnknownFieldsAttribute : Attribute;
