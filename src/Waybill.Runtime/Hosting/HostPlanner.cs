using Microsoft.Extensions.Configuration;
using Waybill.Manifests;
using Waybill.Runtime.Configuration;
using Waybill.Runtime.Dispatch;
using Waybill.Runtime.Retry;
using Waybill.Topologies;
using Waybill.Transports;

namespace Waybill.Runtime.Hosting;

/// <summary>Makes a host's plan of its modules' manifests, their code and the configuration, and collects every problem on the way.</summary>
internal sealed class HostPlanner(List<string> problems)
{
    /// <summary>The plan; to be used only when there is no problem.</summary>
    public HostPlan Plan(IReadOnlyCollection<RegisteredModule> modules, IConfiguration? configuration)
    {
        var inputs = new List<ModuleInput>();
        var code = new Dictionary<Place, HandlerRegistration>();
        foreach (var module in modules)
        {
            if (Parse(module) is { } manifest)
            {
                inputs.Add(new ModuleInput(manifest, module.Runs));
                Pair(module, manifest, code);
            }
        }

        var merged = TopologyMerge.Merge(inputs);
        problems.AddRange(merged.Texts);
        var topology = merged.Topology;
        var overrides = configuration is null
            ? new HostOverrides()
            : new ConfigurationReader(problems).Read(
                configuration,
                [.. topology.Queues.Select(queue => queue.Name)],
                inputs.SelectMany(input => input.Manifest.Handlers).Select(handler => handler.Queue).ToHashSet()
            );
        return new HostPlan(
            TopologyOf(topology, overrides),
            [
                .. topology.Handlers.Select(handler =>
                    PlanQueue(handler, LeaseOf(topology, handler.Queue), overrides.Of(handler.Queue), code)
                ),
            ],
            [.. IdleOf(inputs)],
            overrides.DrainTimeout
        );
    }

    private static IEnumerable<IdleModule> IdleOf(List<ModuleInput> inputs)
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
            [.. merged.Exchanges.Select(exchange => new ExchangeDeclaration(exchange.Name, exchange.Type, exchange.Durable))],
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

    private static TimeSpan LeaseOf(MergedTopology topology, string queue) =>
        topology.Queues.FirstOrDefault(candidate => candidate.Name == queue)?.Lease ?? default;

    private ModuleManifest? Parse(RegisteredModule module)
    {
        try
        {
            return ManifestParser.Parse(module.Manifest);
        }
        catch (FormatException exception)
        {
            problems.Add($"Module {module.Name}: {exception.Message}");
            return null;
        }
    }

    /// <summary>Pairs a module's code with its manifest, which were generated together and must agree.</summary>
    private void Pair(RegisteredModule module, ModuleManifest manifest, Dictionary<Place, HandlerRegistration> code)
    {
        if (!module.Runs)
        {
            return;
        }

        // Two classes of one queue may list a place twice, and two methods of one class register it once: the merge says so, in better words.
        var declared = manifest
            .Handlers.SelectMany(handler => handler.Messages.Select(handled => new Place(handler.Queue, handled.Message)))
            .ToHashSet();
        var registered = new HashSet<Place>();
        foreach (var handler in module.Handlers)
        {
            var place = new Place(handler.Queue, handler.MessageType);
            if (registered.Add(place) && !declared.Contains(place))
            {
                problems.Add(
                    $"Module {module.Name} registers a handler of {handler.MessageType} in queue '{handler.Queue}', which its manifest does not list. "
                        + "Rebuild its assembly."
                );
            }

            code.TryAdd(place, handler);
        }

        foreach (var (queue, message) in declared.Except(registered))
        {
            problems.Add(
                $"Module {module.Name} lists a handler of {message} in queue '{queue}' in its manifest, and registers none. Rebuild its assembly."
            );
        }
    }

    private QueuePlan PlanQueue(
        MergedHandler handler,
        TimeSpan lease,
        QueueOverrides overrides,
        Dictionary<Place, HandlerRegistration> code
    )
    {
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
            overrides.Lease ?? lease
        );
        return new QueuePlan(
            settings,
            [
                .. handler
                    .Messages.Where(handled => code.ContainsKey(new Place(handler.Queue, handled.Message)))
                    .Select(handled => new HandlerPlan(
                        code[new Place(handler.Queue, handled.Message)],
                        PolicyOf(handler.Queue, handled, timeout, overrides)
                    )),
            ]
        );
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

    // Of a class, the framework's collections are compiled ahead of time; of a tuple or struct, when the host starts.
    private sealed record Place(string Queue, string Message);
}
