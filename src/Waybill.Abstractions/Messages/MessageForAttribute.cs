namespace Waybill;

/// <summary>
/// Lets members of this assembly's messages have a type that cannot be given <see cref="MessageAttribute"/>, such as another library's: its public properties are written as
/// those of a message are, and it is read by its public constructor and setters. Such a type is nested in messages only; it is no <see cref="IMessage"/>, so it cannot be
/// published itself.
/// </summary>
/// <param name="type">A class or struct, not generic. Of one that is not sealed, objects of derived types are refused at the publish.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class MessageForAttribute(Type type) : Attribute
{
    /// <summary>The type.</summary>
    public Type Type { get; } = type;
}
