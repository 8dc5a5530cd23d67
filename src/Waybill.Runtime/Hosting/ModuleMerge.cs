using Waybill.Manifests;
using Waybill.Topologies;

namespace Waybill.Runtime.Hosting;

/// <summary>Asks modules for what they bring, reads their manifests and puts all together. Touches nothing but memory, and knows nothing of the host.</summary>
internal static class ModuleMerge
{
    public static MergedModules Merge(IReadOnlyList<Action<ModuleRegistry>> named)
    {
        var registry = new ModuleRegistry();
        foreach (var module in named)
        {
            module(registry);
        }

        var problems = new List<string>();
        var inputs = new List<ModuleInput>();
        var code = new Dictionary<Place, HandlerRegistration>();
        foreach (var module in registry.Modules)
        {
            if (Parse(module, problems) is { } manifest)
            {
                inputs.Add(new ModuleInput(manifest, module.Runs));
                Pair(module, manifest, code, problems);
            }
        }

        var merged = TopologyMerge.Merge(inputs);
        problems.AddRange(merged.Texts);
        return new MergedModules(registry.Modules, inputs, code, merged.Topology, problems);
    }

    private static ModuleManifest? Parse(RegisteredModule module, List<string> problems)
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
    private static void Pair(
        RegisteredModule module,
        ModuleManifest manifest,
        Dictionary<Place, HandlerRegistration> code,
        List<string> problems
    )
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
}
