using System.Collections.Immutable;
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

    private static bool Needs(INamedTypeSymbol from, INamedTypeSymbol target, List<INamedTypeSymbol> path) =>
        Required(from, Vantage.Inside(from)).Any(message => Reaches(message, target, path));

    /// <summary>Whether an object can be made without one of the types that it is made for: of a union, where one of its cases can.</summary>
    private static bool CanEnd(INamedTypeSymbol type, ImmutableHashSet<INamedTypeSymbol> without)
    {
        if (without.Contains(type))
        {
            return false;
        }

        var inner = without.Add(type);
        return UnionParser.IsRoot(type)
            ? UnionParser.Cases(type).Any(@case => !without.Contains(@case) && AllEnd(Required(@case, UnionModels.VantageOf(type))))
            : type.Find("MessageAttribute") is null || AllEnd(Required(type, Vantage.Inside(type)));

        bool AllEnd(IEnumerable<INamedTypeSymbol> messages) => messages.All(message => CanEnd(message, inner));
    }

    private static IEnumerable<INamedTypeSymbol> Required(INamedTypeSymbol from, Vantage vantage)
    {
        var locals = new LocalNames();
        return MemberParser.Parse(from, vantage).Where(member => IsRequired(FieldParser.Parse(member, from, locals))).Select(Carried);
    }

    /// <summary>The message that a member of <see cref="IsRequired"/> is on the wire.</summary>
    private static INamedTypeSymbol Carried(MessageMember member) =>
        (INamedTypeSymbol)(
            (ConverterParser.OfMember(member, member.Type, element: null) ?? ConverterParser.OfType(member.Type, member.From))?.Wire
            ?? member.Type
        );

    /// <summary>Whether a message is always there: neither null nor in a collection nor given by default.</summary>
    private static bool IsRequired(FieldModel field) =>
        field is { Collection: CollectionKind.None, Value.Kind: ValueKind.Message, IsNullable: false, Default: null };

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
        if (
            UnionParser.IsRoot(from)
                ? !CanEnd(from, ImmutableHashSet.Create<INamedTypeSymbol>(SymbolEqualityComparer.Default, target))
                : Needs(from, target, path)
        )
        {
            return true;
        }

        path.Remove(from);
        return false;
    }
}
