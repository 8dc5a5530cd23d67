using Waybill.Roslyn;

namespace Waybill.Manifests;

/// <summary>A declared binding.</summary>
/// <param name="Queue">The bound queue.</param>
/// <param name="Exchange">The exchange; null for the one that the queue's handled messages share.</param>
/// <param name="Pattern">The routing key or pattern; empty where the exchange needs none.</param>
/// <param name="Match">For a headers exchange: how the arguments are compared.</param>
/// <param name="Arguments">For a headers exchange: <c>name=value</c>, or <c>name</c> for presence.</param>
internal sealed record BindingEntry(string Queue, string? Exchange, string Pattern, HeaderMatch Match, EquatableArray<string> Arguments);
