using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn.Parsing;

/// <summary>Finds what <c>[Sensitive]</c> is on.</summary>
internal static class SensitiveMembers
{
    /// <summary>The mark that the symbol itself bears; null for none.</summary>
    public static AttributeData? Mark(ISymbol symbol) => symbol.Find("SensitiveAttribute");

    /// <summary>Whether a property or field is sensitive: by its own mark, by that of a property it overrides, or by that of a constructor's parameter that sets it.</summary>
    /// <param name="member">The member.</param>
    /// <param name="type">The type whose objects are looked at: the member's own, or one derived from it.</param>
    public static bool Contains(ISymbol member, INamedTypeSymbol type)
    {
        for (var current = MostDerived(member, type); current is not null; current = (current as IPropertySymbol)?.OverriddenProperty)
        {
            if (Mark(current) is not null || HasMarkedParameter(current, type))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The member of a constructor's type, or of its bases, that the parameter sets by its name; null for none.</summary>
    public static ISymbol? MemberOf(IParameterSymbol parameter)
    {
        for (var level = parameter.ContainingType; level is not null; level = level.BaseType)
        {
            foreach (var member in level.GetMembers())
            {
                if (
                    member is { IsStatic: false } and (IPropertySymbol or IFieldSymbol { AssociatedSymbol: null })
                    && string.Equals(member.Name, parameter.Name, StringComparison.OrdinalIgnoreCase)
                )
                {
                    return member;
                }
            }
        }

        return null;
    }

    /// <summary>Whether a value of the type may hold a sensitive one, however deep.</summary>
    public static bool MayHold(ITypeSymbol type) => MayHold(type, new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default));

    private static bool MayHold(ITypeSymbol type, HashSet<ITypeSymbol> seen)
    {
        if (type is IArrayTypeSymbol array)
        {
            return MayHold(array.ElementType, seen);
        }

        return type is INamedTypeSymbol { SpecialType: SpecialType.None, TypeKind: not TypeKind.Enum } named
            && seen.Add(named)
            && (
                named.TypeArguments.Any(argument => MayHold(argument, seen))
                || (!IsOfFramework(named) && Members(named).Any(member => Holds(member, named, seen)))
                || (UnionParser.IsRoot(named) && UnionParser.Cases(named).Any(@case => MayHold(@case, seen)))
            );
    }

    /// <summary>The members of a type that are sensitive, or whose value may hold a sensitive one.</summary>
    public static IEnumerable<ISymbol> Holding(INamedTypeSymbol type) =>
        Members(type).Where(member => Holds(member, type, new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default) { type }));

    private static bool Holds(ISymbol member, INamedTypeSymbol type, HashSet<ITypeSymbol> seen) =>
        Contains(member, type) || MayHold(MemberParser.TypeOf(MostDerived(member, type)), seen);

    private static IEnumerable<ISymbol> Members(INamedTypeSymbol type)
    {
        for (var level = type; level is not null; level = level.BaseType)
        {
            foreach (var member in MemberParser.Readable(level))
            {
                yield return member;
            }
        }
    }

    private static bool IsOfFramework(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return space is { Name: "System" };
    }

    /// <summary>The member, or what a derived type overrides it with.</summary>
    private static ISymbol MostDerived(ISymbol member, INamedTypeSymbol type)
    {
        if (member is IPropertySymbol { IsSealed: false } and ({ IsVirtual: true } or { IsAbstract: true } or { IsOverride: true }))
        {
            for (
                var level = type;
                level is not null && !SymbolEqualityComparer.Default.Equals(level, member.ContainingType);
                level = level.BaseType
            )
            {
                if (level.GetMembers(member.Name).FirstOrDefault(other => other.IsOverride) is IPropertySymbol property)
                {
                    return property;
                }
            }
        }

        return member;
    }

    /// <summary>Whether a constructor says it: of the type, of the member's own or of one between, which may all set the member.</summary>
    private static bool HasMarkedParameter(ISymbol member, INamedTypeSymbol type)
    {
        for (var level = type; level is not null; level = level.BaseType)
        {
            if (HasMarkedParameter(level, member.Name))
            {
                return true;
            }

            if (SymbolEqualityComparer.Default.Equals(level, member.ContainingType))
            {
                break;
            }
        }

        return false;
    }

    private static bool HasMarkedParameter(INamedTypeSymbol type, string name)
    {
        foreach (var constructor in type.GetMembers(WellKnownMemberNames.InstanceConstructorName))
        {
            foreach (var parameter in ((IMethodSymbol)constructor).Parameters)
            {
                if (string.Equals(parameter.Name, name, StringComparison.OrdinalIgnoreCase) && Mark(parameter) is not null)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
