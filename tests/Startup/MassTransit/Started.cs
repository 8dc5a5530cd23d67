using MassTransit;

namespace Waybill.Startup;

/// <summary>The first message.</summary>
public sealed record Started(long Number);

/// <summary>What MassTransit calls.</summary>
public sealed class StartedConsumer : IConsumer<Started>
{
    /// <summary>Tells of it.</summary>
    public Task Consume(ConsumeContext<Started> context)
    {
        FirstMessage.Handled();
        return Task.CompletedTask;
    }
}
