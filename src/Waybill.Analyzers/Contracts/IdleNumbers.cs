using Microsoft.CodeAnalysis;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;
using Waybill.Schemas;

namespace Waybill.Analyzers.Contracts;

/// <summary>Finds numbers and names that are said where they mean nothing: <c>[Field]</c> on what is no field, and <c>[Reserved]</c> of what no field can have.</summary>
internal static class IdleNumbers
{
    /// <summary>What <c>[Reserved]</c> on a type, or <c>[Field]</c> on one that is no case, says in vain. In sentences.</summary>
    public static IEnumerable<(AttributeData Attribute, string Problem)> Of(INamedTypeSymbol type)
    {
        foreach (var reserved in type.FindAll("ReservedAttribute"))
        {
            foreach (var problem in Problems(reserved))
            {
                yield return (reserved, $"{type.Name} reserves {problem}");
            }
        }

        if (Number(type) is var (field, number) && !HasRoot(type))
        {
            yield return (
                field,
                $"{type.Name} has [Field({number})], and is no case of a union: members and cases have numbers. Take it off."
            );
        }
    }

    /// <summary>The members and parameters of a message, or of a case, whose number nobody asks for.</summary>
    /// <param name="type">The type.</param>
    /// <param name="vantage">Where its code stands.</param>
    public static IEnumerable<(AttributeData Attribute, string Problem)> Of(INamedTypeSymbol type, Vantage vantage)
    {
        // Most messages have none, and which members are carried is dear to find out.
        var numbered = type.GetMembers()
            .Where(member => member is IPropertySymbol or IFieldSymbol)
            .Concat(type.InstanceConstructors.SelectMany(constructor => constructor.Parameters))
            .Where(symbol => Number(symbol) is not null)
            .ToList();
        if (numbered.Count == 0)
        {
            yield break;
        }

        var carried = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var member in MemberParser.Parse(type, vantage))
        {
            carried.Add(member.Symbol);
            if (member.Parameter is { } parameter)
            {
                carried.Add(parameter);
            }
        }

        foreach (var symbol in numbered.Where(symbol => !carried.Contains(symbol)))
        {
            var (attribute, number) = Number(symbol)!.Value;
            yield return (
                attribute,
                symbol is IFieldSymbol { AssociatedSymbol: { } property }
                    ? $"{type.Name}.{property.Name} has [Field({number})] on the field behind it, where nobody looks. Leave out 'field:'."
                    : $"{type.Name}.{symbol.Name} has [Field({number})], and is no field of the message: {Why(symbol, type, vantage)}"
            );
        }
    }

    private static string Why(ISymbol symbol, INamedTypeSymbol type, Vantage vantage) =>
        symbol switch
        {
            IParameterSymbol => "it is the parameter of a constructor that readers do not use, or sets no member. Put it on the member.",
            { IsStatic: true } => "it is static. Take [Field] off.",
            _ when MemberParser.IsIgnored(symbol) => "[Ignore] leaves it out. Take one of the two off.",
            _ when !MemberParser.Candidates(type, vantage).Contains(symbol, SymbolEqualityComparer.Default) =>
                "it is not public, or nobody can read it. Make it public with a getter, or take [Field] off.",
            _ => "it is computed, and nothing sets it. Give it an init accessor or a constructor parameter, or take [Field] off.",
        };

    private static IEnumerable<string> Problems(AttributeData reserved)
    {
        var numbers = ReservedModel.NumbersOf(reserved).ToList();
        foreach (var number in numbers.Where(number => !FieldNumberRange.Contains(number)))
        {
            yield return $"{number}, which no field can have: {FieldNumberRange.Text}. Take it out.";
        }

        if (numbers.Count == 0 && reserved.ConstructorArguments is [{ IsNull: false }])
        {
            yield return "nothing. Say the numbers that removed members had.";
        }

        if (reserved.ConstructorArguments is [_, { Kind: TypedConstantKind.Primitive, Value: "" }])
        {
            yield return "an empty name. Say the name that the removed member had, or none.";
        }
    }

    /// <summary>Whether a base says that it is a union, whatever else is wrong with it, or is still being written.</summary>
    private static bool HasRoot(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (current.TypeKind == TypeKind.Error || current.Find("UnionAttribute") is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The number that <c>[Field]</c> gives; null where there is none, or the compiler refuses it.</summary>
    private static (AttributeData Attribute, int Number)? Number(ISymbol symbol) =>
        symbol.Find("FieldAttribute") is { } attribute && FieldParser.Number(symbol) is { } number ? (attribute, number) : null;
}
