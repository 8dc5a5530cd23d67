using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Waybill.Generated;
using Waybill.Runtime.Dispatch;
using Waybill.Runtime.Publishing;
using Waybill.Runtime.Retry;
using Waybill.Runtime.Telemetry;
using Waybill.Telemetry;
using Waybill.Transports;

namespace Waybill.Runtime.Tests.Fakes;

/// <summary>One consumer of one queue on a fake transport and a fake clock.</summary>
internal sealed class ConsumerHarness : IAsyncDisposable
{
    private readonly Meter _meter = new(Guid.NewGuid().ToString());
    private readonly MeterListener _listener = new();
    private readonly ServiceProvider _services;

    public ConsumerHarness(
        MessageHandler<OrderPlaced> handler,
        Func<HandlerPolicy, HandlerPolicy>? policy = null,
        int concurrency = 1,
        Action<IServiceCollection>? services = null,
        bool singletonsOnly = false,
        FakeTransport? transport = null,
        FakeTimeProvider? time = null
    )
    {
        Time = time ?? new FakeTimeProvider();
        var collection = new ServiceCollection();
        Bus = new DirectMessageBus();
        collection.AddSingleton<IDirectMessageBus>(Bus);
        collection.AddScoped<CurrentDelivery>();
        collection.AddScoped(provider =>
            provider.GetRequiredService<CurrentDelivery>().Outbox ?? provider.GetRequiredService<IDirectMessageBus>()
        );
        services?.Invoke(collection);
        _services = collection.BuildServiceProvider();
        Transport = transport ?? new FakeTransport();
        var topology = TestTopology.Create();
        Assert.True(Transport.OpenAsync(topology, CancellationToken.None).IsCompletedSuccessfully);
        var session = new PublishSession(Transport, topology, Time, new FixedRandom(0));
        Bus.Open(session);
        var environment = new ConsumerEnvironment
        {
            Services = _services,
            Scopes = _services.GetRequiredService<IServiceScopeFactory>(),
            Session = session,
            TimeProvider = Time,
            Random = new FixedRandom(0),
            Metrics = new DeliveryMetrics(() => _meter),
            Logger = GuardedLogger.Over(Log),
            OnFaulted = Faults.Add,
        };
        var defaults = new HandlerPolicy(
            TestTopology.Inventory,
            OrderPlaced.Type.Name,
            TimeSpan.FromSeconds(30),
            new RetryPolicy(3, Backoff.Fixed, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(30), Jitter: false),
            InboxRetention: null,
            Discards: false
        );
        var pipeline = new HandlerPipeline<OrderPlaced>(handler, policy?.Invoke(defaults) ?? defaults, environment, singletonsOnly);
        var settings = new QueueSettings(
            TestTopology.Inventory,
            Prefetch: 64,
            PrefetchBytes: 1 << 20,
            concurrency,
            TimeSpan.FromSeconds(30),
            Lease: TimeSpan.FromSeconds(30)
        );
        Consumer = new QueueConsumer(settings, [pipeline], environment);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == _meter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>(
            (instrument, value, _, _) =>
            {
                lock (Counts)
                {
                    Counts[instrument.Name] = Counts.GetValueOrDefault(instrument.Name) + value;
                }
            }
        );
        _listener.Start();
        Consumer.Start();
    }

    public FakeTimeProvider Time { get; }

    public FakeTransport Transport { get; }

    public FakeReceiver Receiver => Transport.Receiver();

    public QueueConsumer Consumer { get; }

    public DirectMessageBus Bus { get; }

    public RecordingLogger Log { get; } = new();

    public List<Exception> Faults { get; } = [];

    public Meter Meter => _meter;

    public Dictionary<string, long> Counts { get; } = [];

    public IServiceProvider Services => _services;

    /// <summary>A harness around a handler's body.</summary>
    public static ConsumerHarness Of(Func<OrderPlaced, MessageContext, ValueTask> body) => new(new TestHandler<OrderPlaced>(body));

    public async Task<Outcome> RunAsync(OrderPlaced message, int failed = 0, Guid? id = null)
    {
        Receiver.Deliver(message, failed, id);
        return await Receiver.NextOutcomeAsync();
    }

    /// <summary>Stops, and waits until no call runs: what they count is counted.</summary>
    public Task StopAsync()
    {
        Consumer.Stop();
        return Consumer.Drained.WaitAsync(Hang.Guard);
    }

    public async ValueTask DisposeAsync()
    {
        Consumer.Stop();
        await Consumer.DisposeAsync();
        await _services.DisposeAsync();
        _listener.Dispose();
        _meter.Dispose();
    }
}
