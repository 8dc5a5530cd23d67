using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Waybill.Roslyn.Parsing;

/// <summary>
/// Finds members of a type by their names where it can. Asked for all members, the compiler puts them in order, those that it adds to a record too, and of every type anew after
/// every edit.
/// </summary>
internal static class DeclaredMembers
{
    /// <summary>The properties and fields that the type itself declares, in the order in which they stand: its parts in that of compilation.</summary>
    public static IEnumerable<ISymbol> Values(INamedTypeSymbol type) =>
        ValueNames(type) is { } names ? Values(type, names) : MemberParser.InOrder(type, type.GetMembers().Where(IsValue));

    /// <summary>The methods of either name that the type itself declares, in the order in which they stand.</summary>
    public static IEnumerable<IMethodSymbol> Methods(INamedTypeSymbol type, string name, string other)
    {
        if (type.DeclaringSyntaxReferences.Length <= 1)
        {
            var members = type.GetMembers(name);
            var others = type.GetMembers(other);
            if (members.IsEmpty || others.IsEmpty)
            {
                return members.AddRange(others).OfType<IMethodSymbol>();
            }
        }

        return type.GetMembers().OfType<IMethodSymbol>().Where(method => method.Name == name || method.Name == other);
    }

    private static List<ISymbol> Values(INamedTypeSymbol type, List<string> names)
    {
        var values = new List<ISymbol>(names.Count);
        foreach (var name in names)
        {
            foreach (var member in type.GetMembers(name))
            {
                if (IsValue(member))
                {
                    values.Add(member);
                }
            }
        }

        return values;
    }

    private static bool IsValue(ISymbol member) =>
        // Where the source does not parse, a member may have no name yet.
        member is { IsImplicitlyDeclared: false, Name.Length: > 0 } and (IPropertySymbol or IFieldSymbol { AssociatedSymbol: null });

    /// <summary>The names in the order in which they stand. Null where that is not the order of the members: in a type of several parts or none, and where a name stands twice.</summary>
    private static List<string>? ValueNames(INamedTypeSymbol type)
    {
        if (type.DeclaringSyntaxReferences is not [var reference] || reference.GetSyntax() is not TypeDeclarationSyntax declaration)
        {
            return null;
        }

        var names = new List<string>();
        foreach (var parameter in (declaration as RecordDeclarationSyntax)?.ParameterList?.Parameters ?? default)
        {
            names.Add(parameter.Identifier.ValueText);
        }

        foreach (var member in declaration.Members)
        {
            if (member is PropertyDeclarationSyntax { ExplicitInterfaceSpecifier: null } property)
            {
                names.Add(property.Identifier.ValueText);
            }
            else if (member is FieldDeclarationSyntax field)
            {
                names.AddRange(field.Declaration.Variables.Select(variable => variable.Identifier.ValueText));
            }
        }

        return new HashSet<string>(names, StringComparer.Ordinal).Count == names.Count ? names : null;
    }
}
