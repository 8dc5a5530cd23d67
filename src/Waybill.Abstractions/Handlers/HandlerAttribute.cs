namespace Waybill;

/// <summary>
/// Makes a class the handler of a queue. Its <c>Handle</c> and <c>HandleAsync</c> methods take a message first, then any of
/// <see cref="MessageContext"/>, <see cref="CancellationToken"/> and services.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class HandlerAttribute(string queue) : Attribute
{
    /// <summary>The queue's name: a constant annotated with <see cref="QueueAttribute"/>.</summary>
    public string Queue { get; } = queue;

    /// <summary>How many deliveries may be unsettled at once, 1 to 65,535; at least <see cref="Concurrency"/>. Default 64.</summary>
    public int Prefetch { get; set; } = 64;

    /// <summary>How many bytes of messages may be unsettled at once; one message is always let through. Default 16 MiB.</summary>
    public int PrefetchBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>How many calls run at once, 1 to 1,024; 0 (default) means the processor count.</summary>
    public int Concurrency { get; set; }

    /// <summary>After this long the call's cancellation token is cancelled and the attempt counts as failed; a duration, 1 ms to 12 h. Default 30 s.</summary>
    public string Timeout { get; set; } = "30s";

    /// <summary>How long an instance lives. Default: one instance a delivery.</summary>
    public HandlerLifetime Lifetime { get; set; }
}
