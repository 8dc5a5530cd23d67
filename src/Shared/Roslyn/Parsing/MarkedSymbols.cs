using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Waybill.Roslyn.Parsing;

/// <summary>Collects the marks of symbols and of all that naming them names: the types that they are made of, and what is around them.</summary>
internal sealed class MarkedSymbols
{
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);
    private SortedSet<string>? _ids;
    private bool _isObsolete;

    public MarksModel Marks => new(_isObsolete, _ids?.ToEquatableArray() ?? default);

    public MarkedSymbols Add(IEnumerable<ISymbol?> symbols)
    {
        foreach (var symbol in symbols)
        {
            Add(symbol);
        }

        return this;
    }

    private MarkedSymbols Add<T>(ImmutableArray<T> symbols)
        where T : class, ISymbol
    {
        foreach (var symbol in symbols)
        {
            Add(symbol);
        }

        return this;
    }

    public MarkedSymbols Add(ISymbol? symbol)
    {
        if (symbol is null || BearsNone(symbol) || !_seen.Add(symbol))
        {
            return this;
        }

        foreach (var attribute in symbol.GetAttributes())
        {
            Read(attribute);
        }

        AddParts(symbol);
        return Add(symbol.ContainingSymbol is INamespaceSymbol ? symbol.ContainingModule : symbol.ContainingSymbol);
    }

    /// <summary>The types that C# has words for bear no marks, and are most of what messages are made of; nor do accessors that nobody wrote.</summary>
    private static bool BearsNone(ISymbol symbol) =>
        symbol.Kind switch
        {
            SymbolKind.Namespace => true,
            SymbolKind.NamedType => ((INamedTypeSymbol)symbol).SpecialType != SpecialType.None,
            SymbolKind.Method => symbol.IsImplicitlyDeclared && IsAccessor((IMethodSymbol)symbol),
            _ => false,
        };

    private static bool IsAccessor(IMethodSymbol method) => method.AssociatedSymbol is not null;

    private void AddParts(ISymbol symbol)
    {
        switch (symbol.Kind)
        {
            case SymbolKind.ArrayType:
                Add(((IArrayTypeSymbol)symbol).ElementType);
                break;
            case SymbolKind.NamedType:
                Add(((INamedTypeSymbol)symbol).TypeArguments);
                break;
            // What an accessor names, its property does.
            case SymbolKind.Method when symbol is IMethodSymbol method && !IsAccessor(method):
                Add(method.Parameters).Add(method.ReturnType);
                break;
            case SymbolKind.Parameter when symbol is IParameterSymbol parameter:
                Add(parameter.Type).Add(Arguments(parameter));
                break;
            case SymbolKind.Property when symbol is IPropertySymbol property:
                Add(property.Type).Add(property.GetMethod).Add(property.SetMethod);
                break;
            case SymbolKind.Field:
                Add(((IFieldSymbol)symbol).Type);
                break;
        }
    }

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
        // The name alone first: the assemblies that types are of bear dozens of others.
        switch (attribute.AttributeClass)
        {
            case { Name: "ObsoleteAttribute" } type when type.IsNamed("System", type.Name):
                _isObsolete |= attribute.ConstructorArguments is [_, { Kind: TypedConstantKind.Primitive, Value: true }];
                AddId(attribute.Named<string?>("DiagnosticId", null));
                break;
            case { Name: "ExperimentalAttribute" } type when type.IsNamed("System.Diagnostics.CodeAnalysis", type.Name):
                AddId(attribute.Argument<string>(0));
                break;
        }
    }

    /// <summary>The compiler refuses other ids where they are declared.</summary>
    private void AddId(string? id)
    {
        if (id is not null && SyntaxFacts.IsValidIdentifier(id))
        {
            (_ids ??= new(StringComparer.Ordinal)).Add(id);
        }
    }
}
