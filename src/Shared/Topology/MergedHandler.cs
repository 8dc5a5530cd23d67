using Waybill.Roslyn;

namespace Waybill.Topologies;

/// <summary>A handler that runs here.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Type">The CLR type's full name.</param>
/// <param name="Prefetch">How many deliveries may be unsettled at once.</param>
/// <param name="PrefetchBytes">How many bytes of messages may be unsettled at once.</param>
/// <param name="Concurrency">How many calls run at once; 0 for the processor count, but never more than the prefetch.</param>
/// <param name="Timeout">How long a call may take.</param>
/// <param name="Lifetime">How long an instance lives.</param>
/// <param name="Messages">What it handles, in ordinal order of names.</param>
internal sealed record MergedHandler(
    string Queue,
    string Type,
    int Prefetch,
    int PrefetchBytes,
    int Concurrency,
    TimeSpan Timeout,
    HandlerLifetime Lifetime,
    EquatableArray<HandledMessage> Messages
);
