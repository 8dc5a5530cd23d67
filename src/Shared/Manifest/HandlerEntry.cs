using Waybill.Roslyn;

namespace Waybill.Manifests;

/// <summary>A handler class and how its queue is processed.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Type">The CLR type's full name.</param>
/// <param name="Prefetch">How many deliveries may be unsettled at once.</param>
/// <param name="PrefetchBytes">How many bytes of messages may be unsettled at once.</param>
/// <param name="Concurrency">How many calls run at once; 0 for the processor count.</param>
/// <param name="Timeout">How long a call may take: a duration.</param>
/// <param name="Lifetime">How long an instance lives.</param>
/// <param name="Messages">What it handles.</param>
internal sealed record HandlerEntry(
    string Queue,
    string Type,
    int Prefetch,
    int PrefetchBytes,
    int Concurrency,
    string Timeout,
    HandlerLifetime Lifetime,
    EquatableArray<HandledEntry> Messages
)
{
    /// <summary>Why something of it cannot be called as it was meant, in sentences: only the compiler can see that.</summary>
    public EquatableArray<string> Flaws { get; init; }

    /// <summary>The attribute's default.</summary>
    public const int DefaultPrefetch = 64;

    /// <summary>The attribute's default.</summary>
    public const int DefaultPrefetchBytes = 16 * 1024 * 1024;

    /// <summary>The attribute's default.</summary>
    public const string DefaultTimeout = "30s";
}
