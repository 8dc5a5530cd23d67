using Microsoft.CodeAnalysis;
using Waybill.Analyzers.Topology;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Analyzers.Contracts;

/// <summary>Whether anything in a compilation asks for JSON, and what of its messages JSON cannot tell apart then. Thread-safe.</summary>
internal sealed class JsonRequest(Compilation compilation)
{
    private readonly Lazy<JsonNaming?> _naming = new(() =>
    {
        var manifest = CompilationTopology
            .Of(compilation, compilation.GetTypeByMetadataName(KnownNames.MessageAttribute)!.ContainingAssembly)
            .Source.Manifest;
        return JsonMemberNames.NamingOf(AssemblyParser.Naming(compilation), manifest.Exchanges, manifest.Queues);
    });

    /// <summary>The second of two members of a message, or cases of a union, that are one name in JSON, and what follows, in sentences. Null where no two are, and where nothing asks for JSON.</summary>
    public (string Member, string Text)? Problem(INamedTypeSymbol type, MessageModel model) =>
        _naming.Value is { } naming && JsonMemberNames.Alike(JsonMemberNames.Of(model, naming)) is var (first, second, name)
            ? (
                second,
                $"{type.Name}.{second} is '{name}' in JSON, and so is {first}, for names are read whatever their case: {type.Name} has no JSON. "
                    + (UnionParser.IsRoot(type) ? "Rename one." : "Give one another name in [JsonPropertyName].")
            )
            : null;
}
