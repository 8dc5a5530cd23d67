using Microsoft.CodeAnalysis;
using Waybill.Manifests;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Generators;

/// <summary>Writes the assembly's module: the manifest, the modules of referenced assemblies and the handlers.</summary>
internal static class ModuleGenerator
{
    public static void Register(
        IncrementalGeneratorInitializationContext context,
        IncrementalValueProvider<AssemblyModel> assembly,
        TopologyPipeline topology,
        IncrementalValuesProvider<MessageModel> messages,
        IncrementalValuesProvider<HandlerModel> handlers
    )
    {
        var root = context
            .AnalyzerConfigOptionsProvider.Select(
                static (options, _) => options.GlobalOptions.TryGetValue("build_property.RootNamespace", out var name) ? name : null
            )
            .Combine(assembly)
            .Select(static (pair, _) => ModuleName.Root(pair.Right.Name, pair.Left));
        var rootIsType = context.CompilationProvider.Combine(root).Select(static (pair, _) => ModuleName.IsType(pair.Left, pair.Right));
        var name = assembly
            .Combine(root.Combine(rootIsType))
            .Select(
                static (pair, _) =>
                    (
                        Assembly: pair.Left.Name,
                        Flaws: Flaws(pair.Left),
                        Module: ModuleName.Of(pair.Left, pair.Right.Right ? default : pair.Right.Left)
                    )
            );
        var references = context
            .MetadataReferencesProvider.Select(static (reference, _) => ModuleReferences.Find(reference))
            .Where(static module => module is not null)
            .Collect()
            .Select(
                static (modules, _) =>
                    modules.Select(module => module!).Distinct().OrderBy(m => m, StringComparer.Ordinal).ToEquatableArray()
            )
            .WithTrackingName(StepNames.References);

        var content = messages
            .Select(static (message, _) => message.ToEntry())
            .WithTrackingName(StepNames.MessageEntries)
            .Collect()
            .Combine(handlers.Collect())
            .Combine(topology.Exchanges)
            .Combine(topology.Queues)
            .Combine(topology.Bindings);
        var module = name.Combine(references)
            .Combine(content)
            .Select(
                static (all, _) =>
                {
                    var ((name, references), ((((messages, handlers), exchanges), queues), bindings)) = all;
                    var manifest = new ModuleManifest
                    {
                        Module = name.Module.FullName,
                        Flaws = name.Flaws,
                        Exchanges = exchanges,
                        Queues = queues,
                        Bindings = bindings,
                        Messages = messages.ToEquatableArray(),
                        Handlers = handlers.Select(handler => handler.Entry).ToEquatableArray(),
                    };
                    return manifest.IsEmpty
                        ? null
                        : new ModuleModel(
                            name.Assembly,
                            name.Module.Namespace,
                            name.Module.Name,
                            ManifestWriter.Write(manifest),
                            references,
                            handlers
                                .Where(handler => handler.IsCallable)
                                .Select(handler => handler.EntryPoint)
                                .OrderBy(entry => entry, StringComparer.Ordinal)
                                .ToEquatableArray()
                        );
                }
            )
            .WithTrackingName(StepNames.Module);
        context.RegisterSourceOutput(
            module,
            static (production, module) =>
            {
                if (module is not null)
                {
                    production.AddSource($"{module.Name}.g.cs", ModuleEmitter.Emit(module));
                }
            }
        );
    }

    private static EquatableArray<string> Flaws(AssemblyModel assembly) =>
        assembly.Middlewares.Select(middleware => middleware.Problem).OfType<string>().ToEquatableArray();
}
