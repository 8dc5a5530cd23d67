namespace Waybill.Runtime.Tests.Generated;

/// <summary>A service deep below the handler that publishes.</summary>
public sealed class ScopedService(IMessageBus bus, Journey journey) : IDisposable
{
    public async Task PublishAsync(Bought bought, CancellationToken cancellationToken) =>
        await bus.PublishAsync(bought with { Region = "deep" }, cancellationToken: cancellationToken);

    public void Dispose() => journey.Pass("scope disposed");
}

public sealed class Outer(Journey journey)
{
    public async Task InvokeAsync(MessageContext context, Next next)
    {
        journey.Pass($"outer {context.Queue}");
        await next.InvokeAsync();
        journey.Pass("outer end");
    }
}

public sealed class Inner(Journey journey)
{
    public async ValueTask InvokeAsync(MessageContext context, Next next)
    {
        journey.Pass($"inner {context.Attempt}");
        await next.InvokeAsync();
        journey.Pass("inner end");
    }
}
