namespace Waybill.Runtime.Tests.Generated;

/// <summary>One instance a delivery, in a scope, wrapped twice; publishes through a service, and what it returns.</summary>
[Handler(Shop.Scoped)]
[Middleware(typeof(Outer))]
[Middleware(typeof(Inner))]
public sealed class ScopedHandler(ScopedService service, Journey journey) : IDisposable
{
    [Idempotent(Key = nameof(Bought.Id))]
    public async Task<Packed> HandleAsync(Bought bought, CancellationToken cancellationToken)
    {
        journey.Pass("handler");
        await service.PublishAsync(bought, cancellationToken);
        return new Packed(bought.Id, 1);
    }

    public void Dispose() => journey.Pass("handler disposed");
}

/// <summary>One instance for all deliveries, with state.</summary>
[Handler(Shop.Shared, Lifetime = HandlerLifetime.Singleton)]
public sealed class SharedHandler(Journey journey) : IDisposable
{
    private int _calls;

    public IEnumerable<IMessage> Handle(Bought bought)
    {
        journey.Pass($"call {++_calls}");
        yield return new Packed(bought.Id, _calls);
        yield return bought with
        {
            Region = "next",
        };
    }

    public void Dispose() => journey.Pass("shared disposed");
}

/// <summary>No instance, and singletons only: no scope.</summary>
[Handler(Shop.Static, Prefetch = 8, Concurrency = 1)]
[Retry(2, Backoff.Fixed, Delay = "1s", Jitter = false, Never = [typeof(FormatException)])]
public static class StaticHandler
{
    public static void Handle(Bought bought, Journey journey)
    {
        journey.Pass("static");
        throw bought.Region == "bad" ? new FormatException() : new InvalidOperationException();
    }
}
