using Microsoft.CodeAnalysis;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Analyzers.Contracts;

/// <summary>What is wrong with the shape of a message type.</summary>
/// <param name="Text">The end of a sentence that begins with the type's name: what is wrong, and the way out.</param>
/// <param name="MissingModifiers">The modifiers that would mend it, split by blanks; null when modifiers do not.</param>
internal sealed record MessageShape(string Text, string? MissingModifiers)
{
    /// <summary>The first problem, the one that modifiers cannot mend before others; null when the shape is fine.</summary>
    public static MessageShape? Problem(INamedTypeSymbol type)
    {
        if (type.IsStatic)
        {
            return new("is static: a message has values. Make it a sealed partial record", null);
        }

        if (type.IsRefLikeType)
        {
            return new("is a ref struct, which cannot outlive a call. Make it a sealed partial record or a partial struct", null);
        }

        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsGenericType)
            {
                return new(
                    $"{Where(type, current)} generic: each queue could hold another type under one name. Declare a message for each case",
                    null
                );
            }

            if (current.IsFileLocal)
            {
                return new($"{Where(type, current)} file-local, so that no other file can add to it. Remove 'file'", null);
            }
        }

        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            if (!TypeShell.IsPartial(outer))
            {
                return new(
                    $"is nested in '{outer.Name}', which is not partial. Make '{outer.Name}' partial, or move the message out",
                    null
                );
            }
        }

        var isPartial = TypeShell.IsPartial(type);
        if (type.Find("UnionAttribute") is not null)
        {
            return UnionShape.Problem(type) is { } problem ? new(problem, null)
                : isPartial ? null
                : new("is not partial. Make it partial", "partial");
        }

        var isSealed = type.IsSealed || type.TypeKind == TypeKind.Struct;
        return (isPartial, isSealed) switch
        {
            (true, true) => null,
            _ when type.IsAbstract => new(
                "is abstract and cannot be read. Make it sealed; or put [Union] on it, with the cases as sealed types in it",
                null
            ),
            (false, true) => new("is not partial. Make it partial", "partial"),
            (true, false) => new("is not sealed. Make it sealed", "sealed"),
            (false, false) => new("is neither sealed nor partial. Make it sealed partial", "sealed partial"),
        };
    }

    /// <summary>What a type without <c>[Message]</c> has that is nothing without it, as the end of a sentence that begins with its name; null for nothing.</summary>
    public static string? IdleProblem(INamedTypeSymbol type) =>
        type.Find("UnionAttribute") is not null
            ? "has [Union] and no [Message], so that nothing is generated for it. Put [Message] on it too, or take [Union] off"
        : type.Find("PreserveUnknownFieldsAttribute") is null ? null
        : UnionParser.RootOf(type) is { } root
            ? $"has [PreserveUnknownFields], and is a case of '{root.Name}': it keeps nothing. Put it on '{root.Name}'"
        : "has [PreserveUnknownFields] and no [Message]: it keeps nothing. Put [Message] on it too, or take [PreserveUnknownFields] off";

    private static string Where(INamedTypeSymbol type, INamedTypeSymbol current) =>
        ReferenceEquals(type, current) ? "is" : $"is nested in '{current.Name}', which is";
}
