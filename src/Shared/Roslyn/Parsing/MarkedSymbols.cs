using System.Collections.Immutable;
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

        AddParts(symbol);
        return Add(symbol.ContainingSymbol is INamespaceSymbol ? symbol.ContainingModule : symbol.ContainingSymbol);
    }

    private void AddParts(ISymbol symbol)
    {
        switch (symbol)
        {
            case IArrayTypeSymbol array:
                Add(array.ElementType);
                break;
            case INamedTypeSymbol { IsGenericType: true } type:
                Add(type.TypeArguments);
                break;
            // What an accessor names, its property does.
            case IMethodSymbol { AssociatedSymbol: null } method:
                Add(method.Parameters).Add(method.ReturnType);
                break;
            case IParameterSymbol parameter:
                Add(parameter.Type).Add(Arguments(parameter));
                break;
            case IPropertySymbol property:
                Add(property.Type).Add(property.GetMethod).Add(property.SetMethod);
                break;
            case IFieldSymbol field:
                Add(field.Type);
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
                _isObsolete |= attribute.ConstructorArguments is [_, { Value: true }];
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
            _ids.Add(id);
        }
    }
}
