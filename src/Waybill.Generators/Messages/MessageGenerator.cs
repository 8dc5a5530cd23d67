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
    /// <returns>The message types, for the module; and those of others, for its schema.</returns>
    internal static (IncrementalValuesProvider<MessageModel> Own, IncrementalValuesProvider<MessageModel> Foreign) Register(
        IncrementalGeneratorInitializationContext context
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

        var alike = models.Select(static (model, _) => model.Type.FullName).Collect().Select(static (names, _) => HintNames.Alike(names));
        context.RegisterSourceOutput(
            models.Combine(alike),
            static (output, pair) =>
                output.AddSource(HintNames.Of(pair.Left.Type.FullName, "Message", pair.Right), MessageEmitter.Emit(pair.Left))
        );
        return (models, RegisterForeign(context, lockFile));
    }

    private static IncrementalValuesProvider<MessageModel> RegisterForeign(
        IncrementalGeneratorInitializationContext context,
        IncrementalValueProvider<LockedMessages> lockFile
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
            models,
            static (output, model) =>
                output.AddSource(HintNames.Of(model.Type.FullName, "MessageFor", [model.Type.FullName]), ShapeEmitter.EmitFile(model))
        );
        return models;
    }
}
