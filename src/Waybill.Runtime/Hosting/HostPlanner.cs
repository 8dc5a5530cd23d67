using Microsoft.Extensions.Configuration;
using Waybill.Manifests;
using Waybill.Runtime.Configuration;
using Waybill.Runtime.Dispatch;
using Waybill.Runtime.Publishing;
using Waybill.Runtime.Retry;
using Waybill.Topologies;
using Waybill.Transports;

namespace Waybill.Runtime.Hosting;

/// <summary>Makes a host's plan of what its modules bring and the configuration, and collects every problem on the way.</summary>
internal sealed class HostPlanner(List<string> problems)
{
    /// <summary>The plan; to be used only when there is no problem.</summary>
    public HostPlan Plan(MergedModules modules, IConfiguration? configuration)
    {
        problems.AddRange(modules.Problems);
        var (inputs, code, topology) = (modules.Inputs, modules.Code, modules.Topology);
        var overrides = configuration is null
            ? new HostOverrides()
            : new ConfigurationReader(problems).Read(
                configuration,
                [.. topology.Queues.Select(queue => queue.Name)],
                inputs.SelectMany(input => input.Manifest.Handlers).Select(handler => handler.Queue).ToHashSet()
            );
        return new HostPlan(
            TopologyOf(topology, overrides),
            [.. topology.Handlers.Select(handler => PlanQueue(handler, topology, overrides.Of(handler.Queue), code))],
            [.. IdleOf(inputs)],
            overrides.DrainTimeout
        );
    }

    private static IEnumerable<IdleModule> IdleOf(IReadOnlyList<ModuleInput> inputs)
    {
        var consumed = inputs
            .Where(input => input.RunsHandlers)
            .SelectMany(input => input.Manifest.Handlers)
            .Select(handler => handler.Queue)
            .ToHashSet();
        return from input in inputs
            where !input.RunsHandlers
            let queues = input
                .Manifest.Handlers.Select(handler => handler.Queue)
                .Distinct()
                .Where(queue => !consumed.Contains(queue))
                .ToList()
            where queues.Count > 0
            select new IdleModule(input.Manifest.Module, string.Join(", ", queues));
    }

    private static Topology TopologyOf(MergedTopology merged, HostOverrides overrides) =>
        new(
            [
                .. merged.Exchanges.Select(exchange => new ExchangeDeclaration(exchange.Name, exchange.Type, exchange.Durable)
                {
                    Format = exchange.Format,
                }),
            ],
            [
                .. merged.Queues.Select(queue => new QueueDeclaration(
                    queue.Name,
                    queue.Durable,
                    queue.DeadLetter,
                    overrides.Of(queue.Name).Lease ?? queue.Lease
                )),
            ],
            [
                .. merged.Bindings.Select(binding => new BindingDeclaration(
                    binding.Queue,
                    binding.Exchange,
                    binding.Pattern,
                    binding.Match,
                    [.. binding.Arguments]
                )),
            ]
        );

    private QueuePlan PlanQueue(
        MergedHandler handler,
        MergedTopology topology,
        QueueOverrides overrides,
        IReadOnlyDictionary<Place, HandlerRegistration> code
    )
    {
        var queue = topology.Queues.FirstOrDefault(candidate => candidate.Name == handler.Queue);
        var accept = queue?.Accept ?? MessageFormat.Protobuf;
        CheckJson(handler, accept, topology, code);
        var prefetch = overrides.Prefetch ?? handler.Prefetch;
        var concurrency = overrides.Concurrency ?? handler.Concurrency;
        if (concurrency > prefetch && (overrides.Prefetch ?? overrides.Concurrency) is not null)
        {
            problems.Add(
                $"Queue '{handler.Queue}' is configured to a concurrency of {concurrency} and a prefetch of {prefetch}, so that calls would wait for "
                    + $"messages. Raise Waybill:Queues:{handler.Queue}:Prefetch, or lower Concurrency there."
            );
        }

        var timeout = overrides.Timeout ?? handler.Timeout;
        var settings = new QueueSettings(
            handler.Queue,
            prefetch,
            overrides.PrefetchBytes ?? handler.PrefetchBytes,
            concurrency > 0 ? concurrency : Math.Min(Environment.ProcessorCount, prefetch),
            timeout,
            overrides.Lease ?? queue?.Lease ?? default
        );
        return new QueuePlan(
            settings,
            [
                .. handler
                    .Messages.Where(handled => code.ContainsKey(new Place(handler.Queue, handled.Message)))
                    .Select(handled => new HandlerPlan(
                        code[new Place(handler.Queue, handled.Message)],
                        PolicyOf(handler.Queue, handled, timeout, overrides) with
                        {
                            Accept = accept,
                        }
                    )),
            ]
        );
    }

    private void CheckJson(
        MergedHandler handler,
        MessageFormat accept,
        MergedTopology topology,
        IReadOnlyDictionary<Place, HandlerRegistration> code
    )
    {
        foreach (var handled in handler.Messages)
        {
            if (!code.TryGetValue(new Place(handler.Queue, handled.Message), out var registration))
            {
                continue;
            }

            var exchange = topology.Exchanges.FirstOrDefault(candidate => candidate.Name == registration.Exchange);
            var why =
                accept == MessageFormat.Json ? "accepts JSON"
                : exchange?.Format == MessageFormat.Json ? $"is fed by exchange '{exchange.Name}', which is written in JSON,"
                : null;
            if (why is not null && registration.WithoutJson is { } without)
            {
                problems.Add(
                    $"Queue '{handler.Queue}' {why} and handles {handled.Message}, but "
                        + (without == handled.Message ? "that has no JSON. " : $"{without}, which that holds, has no JSON. ")
                        + MessageContent.WayOut
                );
            }
        }
    }

    private HandlerPolicy PolicyOf(string queue, HandledMessage handled, TimeSpan timeout, QueueOverrides overrides)
    {
        var delay = overrides.Delay ?? handled.Delay;
        var maxDelay = overrides.MaxDelay ?? handled.MaxDelay;
        if (delay > maxDelay && (overrides.Delay ?? overrides.MaxDelay) is not null)
        {
            problems.Add(
                $"The retry delay of {handled.Message} in queue '{queue}' is configured to {delay}, above its greatest delay of {maxDelay}. "
                    + $"Set Waybill:Queues:{queue}:Retry:MaxDelay too."
            );
        }

        return new HandlerPolicy(
            queue,
            handled.Message,
            timeout,
            new RetryPolicy(overrides.Attempts ?? handled.Attempts, handled.Backoff, delay, maxDelay, handled.Jitter),
            handled.Idempotent ? handled.Retention : null,
            Discards: handled.Discard is not null
        );
    }
}
