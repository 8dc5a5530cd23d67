namespace Waybill.Roslyn.Parsing;

/// <summary>A middleware.</summary>
/// <param name="Class">The class and how an instance of it is made.</param>
/// <param name="Awaitable">What its method returns; null when it has no method that fits, and then it can only be refused.</param>
internal sealed record MiddlewareModel(ConstructedModel Class, Awaitable? Awaitable);
