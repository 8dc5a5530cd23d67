using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Generators;

/// <summary>
/// Writes the descriptor, the Protobuf serializer and the routing key of every message type. Silent: what is wrong with a type, analyzers say.
/// </summary>
public static class MessageGenerator
{
    /// <summary>The step that makes models, for tests of caching.</summary>
    public const string ModelStep = "MessageModels";

    /// <summary>Registers the outputs.</summary>
    /// <param name="context">Where.</param>
    /// <param name="json">How JSON names members; null where nobody asks for JSON.</param>
    /// <returns>The message types, for the module.</returns>
    internal static IncrementalValuesProvider<MessageModel> Register(
        IncrementalGeneratorInitializationContext context,
        IncrementalValueProvider<JsonNaming?> json
    )
    {
        var models = context
            .SyntaxProvider.ForAttributeWithMetadataName(
                KnownNames.MessageAttribute,
                static (node, _) => node is TypeDeclarationSyntax,
                static (target, cancellationToken) =>
                    target.IsFirstPart()
                        ? MessageParser.Parse((INamedTypeSymbol)target.TargetSymbol, target.Attributes[0], cancellationToken)
                        : null
            )
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(ModelStep);

        var alike = models.Select(static (model, _) => model.Type.FullName).Collect().Select(static (names, _) => HintNames.Alike(names));
        context.RegisterSourceOutput(
            models.Combine(alike),
            static (output, pair) =>
                output.AddSource(HintNames.Of(pair.Left.Type.FullName, "Message", pair.Right), MessageEmitter.Emit(pair.Left))
        );
        context.RegisterSourceOutput(
            models.Combine(alike).Combine(json),
            static (output, all) =>
            {
                var ((model, alike), json) = all;
                if (json is { } naming && JsonEmitter.Emit(model, naming) is { } source)
                {
                    output.AddSource(HintNames.Of(model.Type.FullName, "Json", alike), source);
                }
            }
        );
        return models;
    }
}
