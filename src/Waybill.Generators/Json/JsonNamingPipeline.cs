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
            .Select(static (pair, _) => new JsonChoice(JsonMemberNames.NamingOf(pair.Left.Json, pair.Right.Exchanges, pair.Right.Queues)));
}
