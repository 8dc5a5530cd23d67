using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Waybill.Roslyn.Parsing;

/// <summary>Collects the marks of symbols and of all that naming them names: the types that they are made of, and what is around them.</summary>
internal sealed class MarkedSymbols
{
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly SortedSet<string> _ids = new(StringComparer.Ordinal);
    private bool _isObsolete;

    public MarksModel Marks => new(_isObsolete, _ids.ToEquatableArray());

    public MarkedSymbols Add(IEnumerable<ISymbol?> symbols)
    {
        foreach (var symbol in symbols)
        {
            Add(symbol);
        }

        return this;
    }

    public MarkedSymbols Add(ISymbol? symbol)
    {
        // The types that C# has words for bear no marks, and are most of what messages are made of; nor do accessors that nobody wrote.
        if (
            symbol
                is null
                    or INamespaceSymbol
                    or ITypeSymbol { SpecialType: not SpecialType.None }
                    or IMethodSymbol { AssociatedSymbol: not null, IsImplicitlyDeclared: true }
            || !_seen.Add(symbol)
        )
        {
            return this;
        }

        foreach (var attribute in symbol.GetAttributes())
        {
            Read(attribute);
        }

        return Add(Parts(symbol)).Add(symbol.ContainingSymbol is INamespaceSymbol ? symbol.ContainingModule : symbol.ContainingSymbol);
    }

    private static IEnumerable<ISymbol?> Parts(ISymbol symbol) =>
        symbol switch
        {
            IArrayTypeSymbol array => [array.ElementType],
            INamedTypeSymbol type => type.TypeArguments,
            // What an accessor names, its property does.
            IMethodSymbol { AssociatedSymbol: not null } => [],
            IMethodSymbol method => [.. method.Parameters, method.ReturnType],
            IParameterSymbol parameter => [parameter.Type, .. Arguments(parameter)],
            IPropertySymbol property => [property.Type, property.GetMethod, property.SetMethod],
            IFieldSymbol field => [field.Type],
            _ => [],
        };

    /// <summary>Types in attributes: the key of a keyed service may be an enum or a type.</summary>
    private static IEnumerable<ISymbol?> Arguments(IParameterSymbol parameter) =>
        parameter
            .GetAttributes()
            .SelectMany(attribute => attribute.ConstructorArguments)
            .SelectMany(argument =>
                argument.Kind is TypedConstantKind.Type ? [argument.Value as ITypeSymbol] : new ISymbol?[] { argument.Type }
            );

    private void Read(AttributeData attribute)
    {
        if (attribute.AttributeClass?.IsNamed("System", "ObsoleteAttribute") == true)
        {
            _isObsolete |= attribute.ConstructorArguments is [_, { Value: true }];
            AddId(attribute.Named<string?>("DiagnosticId", null));
        }
        else if (attribute.AttributeClass?.IsNamed("System.Diagnostics.CodeAnalysis", "ExperimentalAttribute") == true)
        {
            AddId(attribute.Argument<string>(0));
        }
    }

    /// <summary>The compiler refuses other ids where they are declared.</summary>
    private void AddId(string? id)
    {
        if (id is not null && SyntaxFacts.IsValidIdentifier(id))
        {
            _ids.Add(id);
        }
    }
}
