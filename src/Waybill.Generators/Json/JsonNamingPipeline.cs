using Microsoft.CodeAnalysis;
using Waybill.Roslyn.Parsing;

namespace Waybill.Generators;

/// <summary>Finds whether anything asks for JSON, so that nobody else pays for its code: the assembly, one of its exchanges or one of its queues.</summary>
internal static class JsonNamingPipeline
{
    public static IncrementalValueProvider<JsonChoice> Create(
        IncrementalValueProvider<AssemblyModel> assembly,
        IncrementalValueProvider<TopologyModel> topology
    ) =>
        assembly
            .Combine(topology)
            .Select(
                static (pair, _) => new JsonChoice(pair.Left.Json ?? (IsAskedFor(pair.Right) ? JsonNaming.CamelCase : (JsonNaming?)null))
            );

    private static bool IsAskedFor(TopologyModel topology) =>
        topology.Exchanges.Any(exchange => exchange.Format == MessageFormat.Json)
        || topology.Queues.Any(queue => queue.Accept == MessageFormat.Json);
}
