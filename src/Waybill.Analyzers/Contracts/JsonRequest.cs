using System;
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

    /// <summary>The first two members of a message, or cases of a union, that are one name in JSON; null where no two are, and where nothing asks for JSON.</summary>
    public (string First, string Second, string Name)? Alike(MessageModel model) =>
        _naming.Value is { } naming ? JsonMemberNames.Alike(JsonMemberNames.Of(model, naming)) : null;

    /// <summary>What is wrong and the way out, in sentences.</summary>
    public static string Text(INamedTypeSymbol type, (string First, string Second, string Name) alike) =>
        $"{type.Name}.{alike.Second} is '{alike.Name}' in JSON, and so is {alike.First}, for names are read whatever their case: {type.Name} has no JSON. "
        + (UnionParser.IsRoot(type) ? "Rename one." : "Give one another name in [JsonPropertyName].");
}
