using Microsoft.CodeAnalysis;
using Waybill.Wire;

namespace Waybill.Roslyn.Parsing;

/// <summary>Makes the model of a union: a message whose fields are its cases, of which one is set.</summary>
internal static class UnionModels
{
    /// <param name="root">The root.</param>
    /// <param name="name">Its identity on the wire, under which those of the cases lie.</param>
    /// <param name="named">What its code names beside the cases.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public static MessageModel Parse(INamedTypeSymbol root, string name, MarkedSymbols named, CancellationToken cancellationToken)
    {
        var fields = new List<FieldModel>();
        var cases = new List<MessageModel>();
        var locals = new LocalNames();
        foreach (var @case in UnionParser.Cases(root))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var model = ParseCase(@case, root, CaseName(name, @case));
            cases.Add(model);
            fields.Add(Field(@case, model, locals));
        }

        return new MessageModel(
            TypeShell.Create(root),
            SymbolNames.Escape(root.Name),
            name,
            fields.ToEquatableArray(),
            ReservedModel.Of(root),
            new ConstructionModel(null, default, default),
            MarksModel.Union([named.Marks, .. cases.Select(@case => @case.Marks)])
        )
        {
            Cases = cases.ToEquatableArray(),
            IsSensitive = cases.Any(@case => @case.IsSensitive),
            Redaction = RedactionParser.Parse(root),
        };
    }

    /// <summary>A case's identity on the wire.</summary>
    /// <param name="root">The root's.</param>
    /// <param name="case">The case.</param>
    public static string CaseName(string root, INamedTypeSymbol @case) => $"{root}.{@case.Name}";

    /// <summary>What the members of a case are read with: code in its root, which sees no more of it than any other.</summary>
    public static Vantage VantageOf(INamedTypeSymbol root) => Vantage.Outside(root.ContainingAssembly);

    /// <summary>Numbers that the root reserves are those of cases.</summary>
    private static MessageModel ParseCase(INamedTypeSymbol @case, INamedTypeSymbol root, string name) =>
        ShapeParser.Parse(@case, VantageOf(root), name, UnionParser.Shape(@case, root)) with
        {
            Reserved = ReservedModel.Of(@case, root),
            Unknown = root.Find("PreserveUnknownFieldsAttribute") is null ? UnknownFieldsKind.Skipped : UnknownFieldsKind.Kept,
        };

    private static FieldModel Field(INamedTypeSymbol @case, MessageModel model, LocalNames locals) =>
        new(
            FieldParser.Number(@case),
            @case.Name,
            SymbolNames.Escape(@case.Name),
            locals.For(@case.Name),
            ValueParser.Shaped(model.SelfName, model.Shape!, model.Name),
            Key: null,
            CollectionKind.None,
            IsNullable: true,
            Default: null
        );
}
