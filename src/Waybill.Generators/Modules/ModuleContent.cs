using Waybill.Manifests;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Generators;

/// <summary>All that an assembly's module is made of.</summary>
/// <param name="Assembly">The assembly's name.</param>
/// <param name="Name">The module type's name.</param>
/// <param name="Flaws">What is wrong with the assembly's own attributes.</param>
internal sealed record ModuleContent(string Assembly, ModuleName Name, EquatableArray<string> Flaws)
{
    /// <summary>The full names of the modules of referenced assemblies.</summary>
    public EquatableArray<string> References { get; init; }

    public TopologyModel Topology { get; init; } = new(default, default, default);

    public EquatableArray<MessageEntry> Messages { get; init; }

    public EquatableArray<HandlerModel> Handlers { get; init; }

    public static ModuleContent Of(AssemblyModel assembly, ModuleName name) =>
        new(assembly.Name, name, assembly.Middlewares.Select(middleware => middleware.Problem).OfType<string>().ToEquatableArray());

    /// <summary>The module; null for an assembly with nothing to say.</summary>
    public ModuleModel? ToModel()
    {
        var manifest = new ModuleManifest
        {
            Module = Name.FullName,
            Flaws = Flaws,
            Exchanges = Topology.Exchanges,
            Queues = Topology.Queues,
            Bindings = Topology.Bindings,
            Messages = Messages,
            Handlers = Handlers.Select(handler => handler.Entry).ToEquatableArray(),
        };
        return manifest.IsEmpty
            ? null
            : new ModuleModel(
                Assembly,
                Name.Namespace,
                Name.Name,
                ManifestWriter.Write(manifest),
                References,
                Handlers
                    .Where(handler => handler.IsCallable)
                    .Select(handler => handler.EntryPoint)
                    .OrderBy(entry => entry, StringComparer.Ordinal)
                    .ToEquatableArray()
            );
    }
}
