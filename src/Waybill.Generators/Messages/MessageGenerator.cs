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
        var lockFile = LockedMessages.Find(context);
        var declared = context
            .SyntaxProvider.ForAttributeWithMetadataName(
                KnownNames.MessageAttribute,
                static (node, _) => node is TypeDeclarationSyntax,
                static (target, cancellationToken) =>
                    target.IsFirstPart()
                        ? MessageParser.Parse((INamedTypeSymbol)target.TargetSymbol, target.Attributes[0], cancellationToken)
                        : null
            )
            .Where(static message => message is not null)
            .Select(static (message, _) => message!)
            .WithTrackingName(ModelStep);

        // Each message with its own part of the lock file, so that one that nothing changed of stops here.
        var models = declared
            .Combine(lockFile)
            .Select(static (pair, _) => (Declared: pair.Left, Locked: pair.Right.Find(pair.Left.Names)))
            .WithTrackingName(StepNames.Locked)
            .Select(static (pair, _) => pair.Declared.Number(pair.Locked))
            .WithTrackingName(StepNames.Numbered);

        var names = json.Select(static (naming, _) => naming ?? JsonNaming.CamelCase);
        var alike = models.Select(static (model, _) => model.Type.FullName).Collect().Select(static (names, _) => HintNames.Alike(names));
        context.RegisterSourceOutput(
            models.Combine(alike).Combine(names),
            static (output, all) =>
            {
                var ((model, alike), naming) = all;
                output.AddSource(HintNames.Of(model.Type.FullName, "Message", alike), MessageEmitter.Emit(model, naming));
            }
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
        RegisterForeign(context, lockFile, names);
        return models;
    }

    private static void RegisterForeign(
        IncrementalGeneratorInitializationContext context,
        IncrementalValueProvider<LockedMessages> lockFile,
        IncrementalValueProvider<JsonNaming> names
    )
    {
        var models = context
            .CompilationProvider.SelectMany(static (compilation, _) => ForeignMessages.Parse(compilation.Assembly))
            .WithTrackingName(StepNames.Foreign)
            .Combine(lockFile)
            .Select(static (pair, _) => pair.Left.Number(pair.Right.Find(pair.Left.Names)))
            .WithTrackingName(StepNames.ForeignNumbered);

        // The author of the types did not choose their names for us: each file's tells it from all others.
        context.RegisterSourceOutput(
            models.Combine(names),
            static (output, pair) =>
                output.AddSource(
                    HintNames.Of(pair.Left.Type.FullName, "MessageFor", [pair.Left.Type.FullName]),
                    ShapeEmitter.EmitFile(pair.Left, pair.Right)
                )
        );
    }
}
