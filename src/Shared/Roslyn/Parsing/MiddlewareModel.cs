namespace Waybill.Roslyn.Parsing;

/// <summary>A middleware.</summary>
/// <param name="Class">The class and how an instance of it is made.</param>
/// <param name="Awaitable">What its method returns; null when it has no method that fits, and then it can only be refused.</param>
/// <param name="Marks">The marks of what a call to it names.</param>
internal sealed record MiddlewareModel(ConstructedModel Class, Awaitable? Awaitable, MarksModel Marks)
{
    /// <summary>Why it cannot be called, in a sentence; null when it can.</summary>
    public string? Problem =>
        Class.IsConstructible && Awaitable is not null
            ? null
            : $"{Class.Name} cannot be a middleware: it needs to be a class with a constructor that can be called and a public method "
                + "InvokeAsync(MessageContext, Next) that returns Task or ValueTask.";
}
