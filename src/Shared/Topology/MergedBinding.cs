using Waybill.Roslyn;

namespace Waybill.Topologies;

/// <summary>A binding, explicit or inferred.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Exchange">The exchange.</param>
/// <param name="Pattern">The routing key or pattern; empty where the exchange needs none.</param>
/// <param name="Match">For a headers exchange: how the arguments are compared.</param>
/// <param name="Arguments">For a headers exchange: <c>name=value</c>, or <c>name</c> for presence.</param>
internal sealed record MergedBinding(string Queue, string Exchange, string Pattern, HeaderMatch Match, EquatableArray<string> Arguments);
