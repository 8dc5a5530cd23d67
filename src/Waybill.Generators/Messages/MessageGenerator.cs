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
    /// <param name="json">Whether anything asks for JSON.</param>
    /// <returns>The message types, for the module.</returns>
    internal static IncrementalValuesProvider<MessageModel> Register(
        IncrementalGeneratorInitializationContext context,
        IncrementalValueProvider<JsonChoice> json
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

        var models = declared
            .Combine(lockFile)
            .Select(static (pair, _) => pair.Right.Of(pair.Left))
            .WithTrackingName(StepNames.Locked)
            .Select(static (message, _) => message.Number())
            .WithTrackingName(StepNames.Numbered);

        var alike = models
            .Select(static (model, _) => model.Type.FullName)
            .Collect()
            .Select(static (names, _) => new StepList<string>(HintNames.Alike(names)));

        // Also where nobody asks for JSON: the schema has the members' names in it.
        var settings = alike
            .Combine(json)
            .Select(static (pair, _) => new FileSettings(pair.Left.Items, pair.Right.Naming ?? JsonNaming.CamelCase));
        context.RegisterSourceOutput(
            models.Combine(settings),
            static (output, pair) =>
            {
                output.AddSource(pair.Right.Hint(pair.Left.Type.FullName, "Message"), MessageEmitter.Emit(pair.Left, pair.Right.Naming));
                Redact(output, pair.Left);
            }
        );
        var jsonSettings = alike
            .Combine(json)
            .Select(static (pair, _) => pair.Right.Naming is { } naming ? new FileSettings(pair.Left.Items, naming) : null);
        context.RegisterSourceOutput(
            models.Combine(jsonSettings),
            static (output, pair) =>
            {
                if (pair.Right is { } asked && JsonEmitter.Emit(pair.Left, asked.Naming) is { } source)
                {
                    output.AddSource(asked.Hint(pair.Left.Type.FullName, "Json"), source);
                }
            }
        );
        RegisterForeign(context, lockFile, settings);
        return models;
    }

    private static void Redact(SourceProductionContext output, MessageModel message)
    {
        foreach (var type in message.WithCases)
        {
            // A case may have any name; each file's tells it from all others.
            if (type.Redaction is { } redaction)
            {
                output.AddSource(
                    HintNames.Of(type.Type.FullName, "ToString", [type.Type.FullName]),
                    RedactionEmitter.Emit(type, redaction)
                );
            }
        }
    }

    private static void RegisterForeign(
        IncrementalGeneratorInitializationContext context,
        IncrementalValueProvider<LockedMessages> lockFile,
        IncrementalValueProvider<FileSettings> settings
    )
    {
        var models = context
            .CompilationProvider.SelectMany(static (compilation, _) => ForeignMessages.Parse(compilation.Assembly))
            .WithTrackingName(StepNames.Foreign)
            .Combine(lockFile)
            .Select(static (pair, _) => pair.Right.Of(pair.Left).Number())
            .WithTrackingName(StepNames.ForeignNumbered);

        // The author of the types did not choose their names for us: each file's tells it from all others.
        context.RegisterSourceOutput(
            models.Combine(settings),
            static (output, pair) =>
                output.AddSource(
                    HintNames.Of(pair.Left.Type.FullName, "MessageFor", [pair.Left.Type.FullName]),
                    ShapeEmitter.EmitFile(pair.Left, pair.Right.Naming)
                )
        );
    }
}
