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
        return Reaches((INamedTypeSymbol)member.Type, message, path)
            ? $"needs a {message.Name} inside every {message.Name} ({string.Join(" -> ", path.Select(type => type.Name))} -> {message.Name}), without end. "
                + $"Make {member.Symbol.Name} nullable, or a collection."
            : null;
    }

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
        var locals = new LocalNames();
        foreach (var member in MemberParser.Parse(from))
        {
            if (IsRequired(FieldParser.Parse(member, locals)) && Reaches((INamedTypeSymbol)member.Type, target, path))
            {
                return true;
            }
        }

        path.Remove(from);
        return false;
    }
}
