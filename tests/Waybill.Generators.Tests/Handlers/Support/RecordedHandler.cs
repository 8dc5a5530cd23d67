using Waybill.Generated;

namespace Waybill.Generators.Tests.Handlers.Support;

/// <summary>A registered handler without its type argument, which a test cannot name.</summary>
internal sealed class RecordedHandler
{
    public required string Queue { get; init; }

    public required Type MessageType { get; init; }

    public required object Instance { get; init; }

    public required Func<object, MessageContext, ValueTask> Invoke { get; init; }

    public required Func<object, string?> Key { get; init; }

    public required Func<Exception, bool> ShouldRetry { get; init; }

    public required Type[] Services { get; init; }

    public required bool SeesContext { get; init; }

    public required IReadOnlyList<RequiredService> RequiredServices { get; init; }

    public required IReadOnlyList<KeptService> KeptServices { get; init; }
}
