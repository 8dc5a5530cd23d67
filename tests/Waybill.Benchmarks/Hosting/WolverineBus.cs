using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Wolverine;
using Wolverine.Runtime;

namespace Waybill.Benchmarks.Hosting;

/// <summary>
/// Wolverine's local queue, buffered in memory, with handlers that its code generation wrote beforehand (<see cref="WolverineCode"/>). Publishing is awaited one by one.
/// </summary>
internal sealed class WolverineBus<T>() : HostedBus<T>("WolverineFx")
{
    private Wolverine.IMessageBus? _bus;

    public override ValueTask PublishAsync(T message) => _bus!.PublishAsync(message);

    protected override void Configure(HostApplicationBuilder builder) => builder.UseWolverine(WolverineCode.Configure);

    protected override void OnStarted() => _bus = new MessageBus(Services.GetRequiredService<IWolverineRuntime>());
}
