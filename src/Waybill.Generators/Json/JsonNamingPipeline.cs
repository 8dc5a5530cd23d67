using Microsoft.CodeAnalysis;
using Waybill.Roslyn.Parsing;

namespace Waybill.Generators;

/// <summary>Finds whether anything asks for JSON, so that nobody else pays for its code: the assembly, one of its exchanges or one of its queues.</summary>
internal static class JsonNamingPipeline
{
    /// <summary>How JSON names members; null where nobody asks for JSON.</summary>
    public static IncrementalValueProvider<JsonNaming?> Create(IncrementalValueProvider<AssemblyModel> assembly, TopologyPipeline topology)
    {
        var declared = topology
            .Exchanges.Combine(topology.Queues)
            .Select(
                static (pair, _) =>
                    pair.Left.Any(exchange => exchange.Format == MessageFormat.Json)
                    || pair.Right.Any(queue => queue.Accept == MessageFormat.Json)
            );
        return assembly
            .Select(static (assembly, _) => assembly.Json)
            .Combine(declared)
            .Select(static (pair, _) => pair.Left ?? (pair.Right ? JsonNaming.CamelCase : (JsonNaming?)null));
    }
}
