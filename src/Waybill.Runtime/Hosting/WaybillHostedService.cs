using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Waybill.Runtime.Dispatch;
using Waybill.Runtime.Idempotency;
using Waybill.Runtime.Publishing;
using Waybill.Runtime.Telemetry;
using Waybill.Telemetry;
using Waybill.Transports;

namespace Waybill.Runtime.Hosting;

/// <summary>
/// Starts and stops Waybill with the host. A start validates everything before it touches disk or network. A transport that fails for good stops the host, as an
/// unhandled exception of a background service does: only a restart can mend it.
/// </summary>
internal sealed class WaybillHostedService(
    WaybillBuilder builder,
    IServiceProvider services,
    DirectMessageBus bus,
    RunningTransport handedOut,
    DeliveryMetrics metrics,
    IOptions<WaybillOptions> options
) : IHostedService, IAsyncDisposable, IDisposable
{
    private readonly GuardedLogger _logger = GuardedLogger.Over(
        (services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("Waybill")
    );
    private readonly TimeProvider _timeProvider = services.GetService<TimeProvider>() ?? TimeProvider.System;
    private RunningHost? _running;
    private int _faulted;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var (plan, transport) = Validate(await builder.MergeAsync().ConfigureAwait(false));
        var consumers = ImmutableArray<QueueConsumer>.Empty;
        try
        {
            await transport.OpenAsync(plan.Topology, cancellationToken).ConfigureAwait(false);
            var session = new PublishSession(transport, plan.Topology, _timeProvider, new BufferedRandomSource());
            bus.Open(session);
            handedOut.Attach(transport);
            consumers = CreateConsumers(plan, session);
            foreach (var consumer in consumers)
            {
                consumer.Start();
                Describe(consumer.Settings);
            }

            _running = CreateHost(transport, consumers, plan.DrainTimeout);
        }
        catch
        {
            // What was opened is closed, without waiting for handlers that may have begun.
            await CreateHost(transport, consumers, plan.DrainTimeout)
                .StopAsync(new CancellationToken(canceled: true))
                .ConfigureAwait(false);
            throw;
        }

        HostLog.Started(_logger, consumers.Length, plan.Topology.Exchanges.Length);
        foreach (var module in plan.Idle)
        {
            HostLog.ModuleIdle(_logger, module.Name, module.Queues);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) =>
        Interlocked.Exchange(ref _running, null)?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>
    /// Ends what still runs in a host that is disposed without a stop, as one is whose other hosted service failed to start: handlers must not go on with a
    /// disposed container, nor the folder stay locked. Nobody waits for them here; their messages come again.
    /// </summary>
    public ValueTask DisposeAsync() => new(StopAsync(new CancellationToken(canceled: true)));

    /// <summary>As <see cref="DisposeAsync"/>; blocks, since a container that is disposed synchronously waits for nothing else.</summary>
    public void Dispose() => StopAsync(new CancellationToken(canceled: true)).GetAwaiter().GetResult();

    private (HostPlan Plan, ITransport Transport) Validate(MergedModules modules)
    {
        var problems = new List<string>();
        var plan = new HostPlanner(problems).Plan(modules, services.GetService<IConfiguration>());
        problems.AddRange(
            new ServiceCheck(services, new ServiceLifetimes(builder.Services)).Problems(
                modules.Modules.SelectMany(module => module.Handlers)
            )
        );
        var transport = builder.TransportFactory?.Invoke(Environment());
        if (transport is null)
        {
            problems.Add("No transport was chosen. Call UseEmbeddedBroker(\"data\") on the builder in AddWaybill, or another Use… method.");
        }
        else if (transport.Inbox is null)
        {
            problems.AddRange(
                from queue in plan.Queues
                from handler in queue.Handlers
                where handler.Policy.InboxRetention is not null
                select InboxGuard.NoInbox(handler.Policy.Queue, handler.Policy.MessageType)
            );
        }

        if (options.Value.DrainTimeout < TimeSpan.Zero || options.Value.DrainTimeout > TimeSpan.FromHours(12))
        {
            problems.Add($"WaybillOptions.DrainTimeout is {options.Value.DrainTimeout}. Choose 0s to 12h.");
        }

        // A transport that was made and never opened holds nothing that would have to be closed.
        return problems.Count == 0 ? (plan, transport!) : throw new TopologyValidationException(problems);
    }

    private TransportEnvironment Environment() =>
        new(services, services.GetService<IHostEnvironment>()?.ContentRootPath ?? Directory.GetCurrentDirectory(), _timeProvider);

    private ImmutableArray<QueueConsumer> CreateConsumers(HostPlan plan, PublishSession session)
    {
        var environment = new ConsumerEnvironment
        {
            Services = services,
            Scopes = services.GetRequiredService<IServiceScopeFactory>(),
            Session = session,
            TimeProvider = _timeProvider,
            Random = new BufferedRandomSource(),
            Metrics = metrics,
            Logger = _logger,
            OnFaulted = OnFaulted,
        };
        var proof = new SingletonProof(builder.Services);
        return
        [
            .. plan.Queues.Select(queue => new QueueConsumer(
                queue.Settings,
                queue.Handlers.Select(handler => handler.Registration.CreatePipeline(handler.Policy, environment, proof)),
                environment
            )),
        ];
    }

    private RunningHost CreateHost(ITransport transport, ImmutableArray<QueueConsumer> consumers, TimeSpan? drainTimeout) =>
        new(transport, bus, consumers, drainTimeout ?? options.Value.DrainTimeout, _timeProvider, _logger);

    private void Describe(QueueSettings settings) =>
        HostLog.Consuming(_logger, settings.Queue, settings.Concurrency, settings.Prefetch, settings.Timeout, settings.Lease);

    private void OnFaulted(Exception exception)
    {
        if (Interlocked.Exchange(ref _faulted, 1) == 0)
        {
            HostLog.TransportFaulted(_logger, exception);
            // A supervisor that restarts on failure takes 0 for a success, and would leave the process down.
            if (System.Environment.ExitCode == 0)
            {
                System.Environment.ExitCode = 1;
            }

            services.GetService<IHostApplicationLifetime>()?.StopApplication();
        }
    }
}
