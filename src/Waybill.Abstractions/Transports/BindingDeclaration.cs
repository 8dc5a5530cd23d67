using System.Collections.Immutable;

namespace Waybill.Transports;

/// <summary>A binding of a queue to an exchange.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Exchange">The exchange.</param>
/// <param name="Pattern">The routing key (direct) or pattern (topic); empty otherwise.</param>
/// <param name="Match">For a headers exchange: how the arguments are compared.</param>
/// <param name="Arguments">For a headers exchange: <c>name=value</c>, or <c>name</c> for presence.</param>
public sealed record BindingDeclaration(string Queue, string Exchange, string Pattern, HeaderMatch Match, ImmutableArray<string> Arguments);
