namespace Waybill.Benchmarks.Dispatch;

internal static class DispatchNames
{
    [Queue]
    public const string Queue = "dispatch";
}

/// <summary>What is handed to a handler, over every way the same.</summary>
[Message]
public sealed partial record Work(long Amount) : Mediator.IRequest;

/// <summary>What every handler does.</summary>
internal static class Done
{
    public static long Total { get; private set; }

    public static void Add(Work work) => Total += work.Amount;
}

[Handler(DispatchNames.Queue)]
internal static class WorkHandler
{
    public static void Handle(Work message) => Done.Add(message);
}

/// <summary>What Mediator calls.</summary>
public sealed class WorkRequestHandler : Mediator.IRequestHandler<Work>
{
    /// <summary>Adds.</summary>
    public ValueTask<Mediator.Unit> Handle(Work request, CancellationToken cancellationToken)
    {
        Done.Add(request);
        return default;
    }
}

/// <summary>A virtual method, the least that a choice among handlers costs.</summary>
internal abstract class Target
{
    public abstract ValueTask HandleAsync(Work work);
}

internal sealed class AddingTarget : Target
{
    public override ValueTask HandleAsync(Work work)
    {
        Done.Add(work);
        return ValueTask.CompletedTask;
    }
}
