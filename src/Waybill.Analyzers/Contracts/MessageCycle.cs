using Microsoft.CodeAnalysis;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Analyzers.Contracts;

/// <summary>Finds messages that need an object of themselves to exist: no text of bytes is long enough for them.</summary>
internal static class MessageCycle
{
    /// <summary>The end of a sentence that begins with the member; null when it needs no object of its own message.</summary>
    public static string? Problem(INamedTypeSymbol message, MessageMember member, FieldModel field)
    {
        if (!IsRequired(field))
        {
            return null;
        }

        var path = new List<INamedTypeSymbol> { message };
        return Reaches(Carried(member), message, path)
            ? $"needs a {message.Name} inside every {message.Name} ({string.Join(" -> ", path.Select(type => type.Name))} -> {message.Name}), without end. "
                + $"Make {member.Symbol.Name} nullable, or a collection."
            : null;
    }

    private static bool Needs(INamedTypeSymbol from, Vantage vantage, INamedTypeSymbol target, List<INamedTypeSymbol> path)
    {
        var locals = new LocalNames();
        return MemberParser
            .Parse(from, vantage)
            .Any(member => IsRequired(FieldParser.Parse(member, locals)) && Reaches(Carried(member), target, path));
    }

    /// <summary>The message that a member of <see cref="IsRequired"/> is on the wire.</summary>
    private static INamedTypeSymbol Carried(MessageMember member) =>
        (INamedTypeSymbol)(
            (ConverterParser.OfMember(member, member.Type, element: null) ?? ConverterParser.OfType(member.Type, member.From))?.Wire
            ?? member.Type
        );

    /// <summary>Whether a message is always there: neither null nor in a collection nor given by default.</summary>
    private static bool IsRequired(FieldModel field) =>
        field is { Collection: CollectionKind.None, Value.Kind: ValueKind.Message, IsNullable: false, HasDefault: false };

    private static bool Reaches(INamedTypeSymbol from, INamedTypeSymbol target, List<INamedTypeSymbol> path)
    {
        if (SymbolEqualityComparer.Default.Equals(from, target))
        {
            return true;
        }

        // Only types of this compilation can lead back; a circle that leaves the target out is reported at its own members.
        if (path.Contains(from, SymbolEqualityComparer.Default) || from.Find("MessageAttribute") is null)
        {
            return false;
        }

        path.Add(from);
        // A union ends where one of its cases does.
        if (
            UnionParser.IsRoot(from)
                ? UnionParser.Cases(from) is { Count: > 0 } cases
                    && cases.All(@case => Needs(@case, UnionModels.VantageOf(from), target, path))
                : Needs(from, Vantage.Inside(from), target, path)
        )
        {
            return true;
        }

        path.Remove(from);
        return false;
    }
}
