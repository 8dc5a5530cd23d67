using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn.Parsing;

/// <summary>A member as JSON has it.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Name">The name that <c>[JsonPropertyName]</c> gives it; null where the naming decides.</param>
internal sealed record JsonMember(string Field, string? Name);

/// <summary>Finds the order in which JSON writes the members: that of System.Text.Json, a type's own before those of its base type.</summary>
internal static class JsonMembers
{
    public static EquatableArray<JsonMember> Of(INamedTypeSymbol type, IReadOnlyList<MessageMember> members)
    {
        IEnumerable<MessageMember> ordered = members.All(member => Distance(type, member.Symbol.ContainingType) == 0)
            ? members
            : members.OrderBy(member => Distance(type, member.Symbol.ContainingType));
        return ordered.Select(member => new JsonMember(member.Symbol.Name, Name(member.Symbol))).ToEquatableArray();
    }

    private static int Distance(INamedTypeSymbol type, INamedTypeSymbol owner)
    {
        var distance = 0;
        for (var level = type; level is not null && !SymbolEqualityComparer.Default.Equals(level, owner); level = level.BaseType)
        {
            distance++;
        }

        return distance;
    }

    private static string? Name(ISymbol member)
    {
        foreach (var attribute in member.GetAttributes())
        {
            if (attribute.AttributeClass?.IsNamed("System.Text.Json.Serialization", "JsonPropertyNameAttribute") == true)
            {
                return attribute.Argument<string>(0);
            }
        }

        return null;
    }
}
