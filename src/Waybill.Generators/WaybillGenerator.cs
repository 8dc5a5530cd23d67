using Microsoft.CodeAnalysis;
using Waybill.Roslyn.Parsing;

namespace Waybill.Generators;

/// <summary>
/// The one generator: messages, handlers and the module share its pipelines, so that no type is parsed twice. Silent: what is wrong, analyzers say.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class WaybillGenerator : IIncrementalGenerator
{
    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var assembly = context
            .CompilationProvider.Select(static (compilation, _) => AssemblyParser.Parse(compilation))
            .WithTrackingName(StepNames.Assembly);
        var topology = TopologyPipeline.Create(context);
        var messages = MessageGenerator.Register(context, JsonNamingPipeline.Create(assembly, topology));
        var handlers = HandlerGenerator.Register(context, assembly);
        ModuleGenerator.Register(context, assembly, topology, messages, handlers);
    }
}
