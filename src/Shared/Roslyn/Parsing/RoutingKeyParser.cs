using System.Text;
using Microsoft.CodeAnalysis;
using Waybill.Wire;

namespace Waybill.Roslyn.Parsing;

/// <summary>Binds a routing-key template to the message's properties.</summary>
internal static class RoutingKeyParser
{
    /// <param name="type">The message.</param>
    /// <param name="members">Its members.</param>
    /// <param name="text">The template.</param>
    /// <param name="named">Takes what the code that writes the key names: properties, and the members of their enums.</param>
    public static RoutingKeyModel Parse(INamedTypeSymbol type, IReadOnlyList<ISymbol> members, string text, MarkedSymbols? named = null)
    {
        var template = RoutingKeyTemplate.Parse(text);
        if (template.Problem is { } grammar)
        {
            return new RoutingKeyModel(grammar, default);
        }

        var parts = new List<RoutingKeyPart>();
        var literal = new StringBuilder();
        foreach (var word in template.Words)
        {
            literal.Append(parts.Count + literal.Length == 0 ? "" : ".");
            if (!word.IsProperty)
            {
                literal.Append(word.Text);
                continue;
            }

            if (members.FirstOrDefault(member => member.Name == word.Text) is not { } property)
            {
                return Bad(text, $"names {word.Text}, which {type.Name} does not have: name a public property of it.");
            }

            if (Word(property) is not { } part)
            {
                return Bad(
                    text,
                    $"names {word.Text}, which cannot be one word: name a property that is a string, a char, a bool, an integer, a Guid or an enum."
                );
            }

            named?.Add(property).Add(Words(property));
            Flush(parts, literal);
            parts.Add(part);
        }

        Flush(parts, literal);
        return new RoutingKeyModel(null, parts.ToEquatableArray());
    }

    /// <summary>The members of a property's enum, one for each value; none of another type.</summary>
    public static IEnumerable<IFieldSymbol> Words(ISymbol property) => Words(MemberParser.TypeOf(property).WithoutNullable());

    private static IEnumerable<IFieldSymbol> Words(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Enum
            ? type.GetMembers()
                .OfType<IFieldSymbol>()
                .Where(field => field.HasConstantValue)
                .GroupBy(field => field.ConstantValue)
                .Select(group => group.First())
            : [];

    private static RoutingKeyModel Bad(string text, string problem) => new($"The routing key '{text}' {problem}", default);

    private static void Flush(List<RoutingKeyPart> parts, StringBuilder literal)
    {
        if (literal.Length != 0)
        {
            parts.Add(new RoutingKeyPart(literal.ToString(), null, null, default));
            literal.Clear();
        }
    }

    private static RoutingKeyPart? Word(ISymbol property)
    {
        var type = MemberParser.TypeOf(property).WithoutNullable();
        var member = $"message.{SymbolNames.Escape(property.Name)}";
        if (ConverterParser.OfKey(property, property.ContainingAssembly) is { } converter)
        {
            if (converter is not { Problem: null, Wire: { } wire })
            {
                return null;
            }

            (type, member) = (wire, converter.ToWire(member));
        }

        if (type.TypeKind == TypeKind.Enum)
        {
            return new RoutingKeyPart(
                property.Name,
                member,
                SymbolNames.Global(type),
                Words(type).Select(field => field.Name).ToEquatableArray()
            );
        }

        var isWord =
            type.SpecialType
                is SpecialType.System_String
                    or SpecialType.System_Char
                    or SpecialType.System_Boolean
                    or SpecialType.System_SByte
                    or SpecialType.System_Byte
                    or SpecialType.System_Int16
                    or SpecialType.System_UInt16
                    or SpecialType.System_Int32
                    or SpecialType.System_UInt32
                    or SpecialType.System_Int64
                    or SpecialType.System_UInt64
            || type.IsNamed("System", "Guid");
        return isWord ? new RoutingKeyPart(property.Name, member, null, default) : null;
    }
}
