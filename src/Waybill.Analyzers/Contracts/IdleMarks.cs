using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Waybill.Roslyn.Parsing;

namespace Waybill.Analyzers.Contracts;

/// <summary>A mark that stands where it protects nothing.</summary>
/// <param name="Place">Where it stands, or should.</param>
/// <param name="Problem">What is wrong and the way out, in sentences without the last full stop.</param>
/// <param name="IsMissing">Whether the way out is to put one at the place.</param>
internal sealed record IdleMark(Location Place, string Problem, bool IsMissing = false);

/// <summary>Finds marks where nobody looks.</summary>
internal sealed class IdleMarks
{
    private readonly ConcurrentDictionary<ISymbol, bool> _marked = new(SymbolEqualityComparer.Default);

    public IEnumerable<IdleMark> Of(INamedTypeSymbol type) =>
        type.TypeKind switch
        {
            TypeKind.Enum => OnValues(type),
            TypeKind.Class or TypeKind.Struct => BehindProperties(type).Concat(OnParameters(type)).Concat(OnInterfaces(type)),
            _ => [],
        };

    private static IEnumerable<IdleMark> OnValues(INamedTypeSymbol type)
    {
        foreach (var value in type.GetMembers())
        {
            if (value is IFieldSymbol && SensitiveMembers.Mark(value) is { } mark)
            {
                yield return new IdleMark(
                    PlaceOf(mark, type),
                    $"[Sensitive] stands on {type.Name}.{value.Name}, the value of an enum, where it protects nothing. Put it on the members that are of the enum's type"
                );
            }
        }
    }

    private static IEnumerable<IdleMark> BehindProperties(INamedTypeSymbol type)
    {
        foreach (var field in type.GetMembers().OfType<IFieldSymbol>())
        {
            if (field.AssociatedSymbol is IPropertySymbol property && SensitiveMembers.Mark(field) is { } mark)
            {
                yield return new IdleMark(
                    PlaceOf(mark, type),
                    $"[Sensitive] stands on the field behind {type.Name}.{property.Name}, where it protects nothing. Leave out 'field:'"
                );
            }
        }
    }

    /// <summary>Whether every member of the type goes somewhere else: then the mark has to be on one. Of other types a constructor may do with a marked parameter what it likes.</summary>
    public static bool CarriesMembers(INamedTypeSymbol type) => MessageTypes.IsMessage(type) || UnionParser.RootOf(type) is not null;

    private static IEnumerable<IdleMark> OnParameters(INamedTypeSymbol type)
    {
        if (!CarriesMembers(type))
        {
            yield break;
        }

        foreach (var parameter in type.InstanceConstructors.SelectMany(constructor => constructor.Parameters))
        {
            if (SensitiveMembers.Mark(parameter) is { } mark && SensitiveMembers.MemberOf(parameter) is null)
            {
                yield return new IdleMark(
                    PlaceOf(mark, type),
                    $"[Sensitive] stands on the parameter '{parameter.Name}', and {type.Name} has no property or field of that name. Put it on the one that is meant"
                );
            }
        }
    }

    /// <summary>A mark on an interface holds for those who use the interface: members that implement it need their own.</summary>
    private IEnumerable<IdleMark> OnInterfaces(INamedTypeSymbol type)
    {
        var said = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var contract in type.AllInterfaces.Where(contract => _marked.GetOrAdd(contract.OriginalDefinition, HasMark)))
        {
            foreach (var member in contract.GetMembers().OfType<IPropertySymbol>())
            {
                if (
                    SensitiveMembers.Mark(member) is not null
                    && type.FindImplementationForInterfaceMember(member)
                        is IPropertySymbol
                        {
                            ContainingType.TypeKind: not TypeKind.Interface,
                            ExplicitInterfaceImplementations.IsEmpty: true
                        } own
                    && !IsMarked(own, type)
                    && !IsSaidOfBase(own, contract, type)
                    && said.Add(own)
                )
                {
                    yield return new IdleMark(
                        SymbolEqualityComparer.Default.Equals(own.ContainingType, type) ? own.Locations[0] : type.Locations[0],
                        $"{type.Name}.{own.Name} is {contract.Name}.{member.Name}, which is sensitive, and a mark on an interface is not passed on to what implements it. Put [Sensitive] on {type.Name}.{own.Name} too",
                        IsMissing: true
                    );
                }
            }
        }
    }

    private static bool IsMarked(IPropertySymbol property, INamedTypeSymbol type) =>
        property.IsStatic ? SensitiveMembers.Mark(property) is not null : SensitiveMembers.Contains(property, type);

    private static bool IsSaidOfBase(IPropertySymbol property, INamedTypeSymbol contract, INamedTypeSymbol type) =>
        !SymbolEqualityComparer.Default.Equals(property.ContainingType, type)
        && type.BaseType!.AllInterfaces.Contains(contract, SymbolEqualityComparer.Default);

    private static bool HasMark(ISymbol contract) =>
        ((INamedTypeSymbol)contract).GetMembers().Any(member => member is IPropertySymbol && SensitiveMembers.Mark(member) is not null);

    private static Location PlaceOf(AttributeData mark, INamedTypeSymbol type) =>
        mark.ApplicationSyntaxReference is { } syntax ? Location.Create(syntax.SyntaxTree, syntax.Span) : type.Locations[0];
}
