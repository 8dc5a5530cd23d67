using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Waybill.Generated;
using Waybill.Runtime.Dispatch;
using Waybill.Runtime.Hosting;
using Waybill.Runtime.Publishing;
using Waybill.Runtime.Telemetry;
using Waybill.Transports;

namespace Waybill;

/// <summary>Adds Waybill to a host.</summary>
public static class WaybillServiceCollectionExtensions
{
    /// <summary>
    /// Runs a module's handlers in this host, and gives it <see cref="IMessageBus"/> (scoped), <see cref="IDirectMessageBus"/> and
    /// <see cref="ITransport"/> (singletons). Nothing touches disk or network before the host starts; then everything is validated at once.
    /// </summary>
    /// <typeparam name="TModule">The generated module of the assembly whose handlers run here.</typeparam>
    /// <param name="services">The host's services. Hosted services that publish as they start belong after this call.</param>
    /// <param name="configure">Names the transport and further modules.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="InvalidOperationException">Waybill was added before, or two transports were chosen.</exception>
    public static IServiceCollection AddWaybill<TModule>(this IServiceCollection services, Action<IWaybillBuilder> configure)
        where TModule : IWaybillModule
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        if (services.Any(service => service.ServiceType == typeof(WaybillBuilder)))
        {
            throw new InvalidOperationException(
                "AddWaybill was called before on these services. Call it once, and name further modules with Add on its builder."
            );
        }

        var builder = new WaybillBuilder(services);
        builder.Add<TModule>();
        configure(builder);
        builder.BeginMerge();

        services.AddOptions();
        services.AddSingleton(builder);
        services.AddSingleton<DirectMessageBus>();
        services.AddSingleton<IDirectMessageBus>(provider => provider.GetRequiredService<DirectMessageBus>());
        services.AddScoped<CurrentDelivery>();
        services.AddScoped(provider =>
            provider.GetRequiredService<CurrentDelivery>().Outbox ?? provider.GetRequiredService<IDirectMessageBus>()
        );
        services.AddSingleton<RunningTransport>();
        services.AddSingleton<ITransport>(provider => provider.GetRequiredService<RunningTransport>());
        services.AddSingleton(provider =>
        {
            // Asked for now: an outcome may be the last thing that happens before the provider is gone.
            var factory = provider.GetService<IMeterFactory>();
            return new DeliveryMetrics(() => factory?.Create(DeliveryMetrics.MeterName) ?? new Meter(DeliveryMetrics.MeterName));
        });
        services.AddHostedService<WaybillHostedService>();
        return services;
    }
}
