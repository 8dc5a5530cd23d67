using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Generators;

/// <summary>Writes how the runtime calls every handler class.</summary>
internal static class HandlerGenerator
{
    /// <summary>Registers the outputs.</summary>
    /// <returns>The handlers, for the module.</returns>
    public static IncrementalValuesProvider<HandlerModel> Register(
        IncrementalGeneratorInitializationContext context,
        IncrementalValueProvider<AssemblyModel> assembly
    )
    {
        var handlers = context
            .SyntaxProvider.ForAttributeWithMetadataName(
                KnownNames.HandlerAttribute,
                static (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax,
                static (target, cancellationToken) =>
                    target.TargetSymbol is INamedTypeSymbol type && target.IsFirstPart()
                        ? HandlerParser.Parse(type, target.Attributes[0], cancellationToken)
                        : null
            )
            .Where(static handler => handler is not null)
            .Select(static (handler, _) => handler!)
            .WithTrackingName(StepNames.Handlers);

        var outputs = handlers
            .Where(static handler => handler.IsCallable)
            .Combine(assembly.Select(static (model, _) => new StepList<MiddlewareModel>(model.Middlewares)))
            .Select(static (pair, _) => new HandlerOutput(pair.Left, pair.Right.Items.Concat(pair.Left.Middlewares).ToEquatableArray()))
            .WithTrackingName(StepNames.HandlerOutputs);
        var alike = handlers
            .Select(static (handler, _) => handler.Entry.Type)
            .Collect()
            .Select(static (names, _) => new StepList<string>(HintNames.Alike(names)));
        context.RegisterSourceOutput(
            outputs.Combine(alike),
            static (production, pair) =>
                production.AddSource(
                    HintNames.Of(pair.Left.Handler.Entry.Type, "Handler", pair.Right.Items),
                    HandlerEmitter.Emit(pair.Left)
                )
        );
        return handlers;
    }
}
