using Microsoft.Extensions.DependencyInjection;
using Waybill.Runtime.Publishing;
using Waybill.Runtime.Telemetry;
using Waybill.Telemetry;
using Waybill.Transports;

namespace Waybill.Runtime.Dispatch;

/// <summary>What every queue's consumer works with.</summary>
internal sealed record ConsumerEnvironment
{
    public required IServiceProvider Services { get; init; }

    public required IServiceScopeFactory Scopes { get; init; }

    public required PublishSession Session { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    public required IRandomSource Random { get; init; }

    public required DeliveryMetrics Metrics { get; init; }

    /// <summary>Never throws: it is called where nothing may end.</summary>
    public required GuardedLogger Logger { get; init; }

    /// <summary>Told once when the transport failed for good.</summary>
    public required Action<Exception> OnFaulted { get; init; }

    public ITransport Transport => Session.Transport;
}
