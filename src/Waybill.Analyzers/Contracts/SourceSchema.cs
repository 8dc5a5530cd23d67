using Microsoft.CodeAnalysis;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;
using Waybill.Schemas;

namespace Waybill.Analyzers.Contracts;

/// <summary>What the messages of a compilation are on the wire.</summary>
internal static class SourceSchema
{
    /// <summary>The schema of one message; null where the type is none.</summary>
    public static SourceMessages? Of(INamedTypeSymbol type, JsonNaming naming, SchemaSet locked, CancellationToken cancellationToken) =>
        type.Find("MessageAttribute") is not { } attribute ? null
        : MessageParser.Parse(type, attribute, cancellationToken) is { } declared ? Of(declared, naming, locked)
        : new(SchemaSet.Of([], []), IsWhole: false);

    /// <summary>The schema of a message that was parsed. Where a part of it cannot be used, that part is as the lock file has it: what it is meant to be nobody knows yet.</summary>
    public static SourceMessages Of(DeclaredMessage declared, JsonNaming naming, SchemaSet locked)
    {
        var messages = declared.Number([.. declared.Names.Select(locked.Message).OfType<MessageSchema>()]).WithCases.ToList();
        // Of a new message that is broken there is nothing to say yet.
        var schemas = messages
            .Where(message => !BrokenParts.Has(message) || locked.Message(message.Name) is not null)
            .Select(message => BrokenParts.Mended(message, MessageSchemas.Of(message, naming), locked))
            .ToList();
        var enums = messages
            .SelectMany(MessageSchemas.Enums)
            .Concat(schemas.SelectMany(message => message.Enums).Select(locked.Enum).OfType<EnumSchema>());
        return new(SchemaSet.Of(schemas, enums), IsWhole: !messages.Exists(BrokenParts.Has));
    }

    /// <summary>The schema of all messages; null while one of them is broken, or has a name that is another's too.</summary>
    public static SchemaSet? Of(Compilation compilation, SchemaSet locked, CancellationToken cancellationToken)
    {
        var naming = Naming(compilation);
        var from = compilation.Assembly;
        if (
            from.FindAll(ForeignMessages.Attribute).Select(ForeignMessages.TypeOf).Any(type => type is null || IsBroken(type, from))
            || !WireNames.Of(compilation).AreClear
        )
        {
            return null;
        }

        var parts = SourceTypes
            .In(from.GlobalNamespace)
            .Select(type => Of(type, naming, locked, cancellationToken))
            .OfType<SourceMessages>()
            .Concat(ForeignMessages.Parse(from).Select(declared => Of(declared, naming, locked)))
            .ToList();
        return parts.TrueForAll(part => part.IsWhole)
            ? SchemaSet.Of(parts.SelectMany(part => part.Schema.Messages), parts.SelectMany(part => part.Schema.Enums))
            : null;
    }

    private static bool IsBroken(INamedTypeSymbol foreign, IAssemblySymbol from) =>
        foreign.TypeKind == TypeKind.Error || ForeignMessages.Problem(foreign, from) is not null;

    /// <summary>How JSON names members.</summary>
    public static JsonNaming Naming(Compilation compilation) => AssemblyParser.Naming(compilation) ?? JsonNaming.CamelCase;
}
