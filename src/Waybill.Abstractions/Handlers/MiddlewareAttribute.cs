namespace Waybill;

/// <summary>
/// Wraps a handler, or every handler of an assembly, in a middleware: a class with constructor injection and a method
/// <c>InvokeAsync(MessageContext context, Next next)</c> that returns a Task or ValueTask. Composed at compile time; the first one named is the outermost, and the
/// assembly's are outside the class's.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Assembly, AllowMultiple = true, Inherited = false)]
public sealed class MiddlewareAttribute(Type type) : Attribute
{
    /// <summary>The middleware's type.</summary>
    public Type Type { get; } = type;
}
