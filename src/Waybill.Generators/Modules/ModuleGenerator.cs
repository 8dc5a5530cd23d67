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
        IncrementalValueProvider<TopologyModel> topology,
        IncrementalValuesProvider<MessageModel> messages,
        IncrementalValuesProvider<HandlerModel> handlers
    )
    {
        var chosenRoot = context.AnalyzerConfigOptionsProvider.Select(
            static (options, _) => options.GlobalOptions.TryGetValue("build_property.RootNamespace", out var name) ? name : null
        );
        var root = assembly.Combine(chosenRoot).Select(static (pair, _) => ModuleName.Root(pair.Left.Name, pair.Right));
        var space = context
            .CompilationProvider.Combine(root)
            .Select(static (pair, _) => ModuleName.IsType(pair.Left, pair.Right) ? "" : pair.Right);
        var name = assembly
            .Combine(space)
            .Combine(context.CompilationProvider)
            .Select(static (pair, _) => ModuleName.Of(pair.Left.Left, pair.Left.Right, pair.Right));
        var references = context
            .MetadataReferencesProvider.Select(static (reference, _) => ModuleReferences.Find(reference))
            .Where(static module => module is not null)
            .Collect()
            .Select(
                static (modules, _) =>
                    new StepList<string>(
                        modules.Select(module => module!).Distinct().OrderBy(m => m, StringComparer.Ordinal).ToEquatableArray()
                    )
            )
            .WithTrackingName(StepNames.References);
        var entries = messages
            .Select(static (message, _) => message.ToEntry())
            .WithTrackingName(StepNames.MessageEntries)
            .Collect()
            .Select(static (entries, _) => new StepList<MessageEntry>(entries.ToEquatableArray()));
        var called = handlers.Collect().Select(static (handlers, _) => new StepList<HandlerModel>(handlers.ToEquatableArray()));

        var module = assembly
            .Combine(name)
            .Select(static (pair, _) => ModuleContent.Of(pair.Left, pair.Right))
            .Combine(references)
            .Select(static (pair, _) => pair.Left with { References = pair.Right.Items })
            .Combine(topology)
            .Select(static (pair, _) => pair.Left with { Topology = pair.Right })
            .Combine(entries)
            .Select(static (pair, _) => pair.Left with { Messages = pair.Right.Items })
            .Combine(called)
            .Select(static (pair, _) => (pair.Left with { Handlers = pair.Right.Items }).ToModel())
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
}
