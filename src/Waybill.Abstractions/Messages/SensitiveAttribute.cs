namespace Waybill;

/// <summary>
/// Says that a member's value is nobody's business but its handler's, such as a card number. It travels and is stored as any other; what people look at leaves it out:
/// the <c>ToString</c> of a record shows <c>***</c> in its place, the errors of bytes that cannot be read do not quote what the message's constructors say of it, and the
/// schema carries the mark for tools. What your own code writes into a log or an exception is its own business: WB1010 looks at it.
/// </summary>
/// <remarks>
/// On a property or field, or on the parameter of a constructor that sets one: <c>record Payment([Sensitive] string Card)</c>. It encrypts nothing. Of static members, indexers
/// and parameters of methods nothing is shown by itself, and of an interface's members the types that implement them need marks of their own: WB1010 looks at these too.
/// </remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class SensitiveAttribute : Attribute;
