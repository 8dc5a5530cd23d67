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
        : Kept(MessageParser.WireName(type), locked);

    /// <summary>The schema of a message that was parsed. Where a part of it cannot be used, that part is as the lock file has it: what it is meant to be nobody knows yet.</summary>
    public static SourceMessages Of(DeclaredMessage declared, JsonNaming naming, SchemaSet locked)
    {
        var messages = declared.Number([.. declared.Names.Select(locked.Message).OfType<MessageSchema>()]).WithCases.ToList();
        // Of a new message that is broken there is nothing to say yet.
        var schemas = messages
            .Where(message => !BrokenParts.Has(message) || locked.Message(message.Name) is not null)
            .Select(message => BrokenParts.Mended(message, MessageSchemas.Of(message, naming), locked))
            .ToList();
        return new(WithEnums(schemas, messages.SelectMany(MessageSchemas.Enums), locked), IsWhole: !messages.Exists(BrokenParts.Has));
    }

    /// <summary>The schema of all messages.</summary>
    public static SourceMessages Of(Compilation compilation, SchemaSet locked, CancellationToken cancellationToken)
    {
        var naming = Naming(compilation);
        var from = compilation.Assembly;
        var foreign = from.FindAll(ForeignMessages.Attribute).Select(ForeignMessages.TypeOf).ToList();
        var parts = Types(from.GlobalNamespace)
            .Select(type => Of(type, naming, locked, cancellationToken))
            .OfType<SourceMessages>()
            .Concat(ForeignMessages.Parse(from).Select(declared => Of(declared, naming, locked)))
            .Concat(
                foreign
                    .OfType<INamedTypeSymbol>()
                    .Where(type => ForeignMessages.Problem(type, from) is not null)
                    .Select(type => Kept(SymbolNames.Full(type), locked))
            )
            .ToList();
        return new(
            SchemaSet.Of(parts.SelectMany(part => part.Schema.Messages), parts.SelectMany(part => part.Schema.Enums)),
            parts.TrueForAll(part => part.IsWhole) && foreign.TrueForAll(type => type is { TypeKind: not TypeKind.Error })
        );
    }

    /// <summary>A message that nothing can be generated for, with its cases, as the lock file has it.</summary>
    private static SourceMessages Kept(string name, SchemaSet locked)
    {
        var root = locked.Message(name);
        var messages = root is null ? [] : locked.Messages.Where(message => message == root || root.HasCase(message.Name)).ToList();
        return new(WithEnums(messages, [], locked), IsWhole: false);
    }

    /// <summary>What the source does not say of an enum, the lock file may.</summary>
    private static SchemaSet WithEnums(List<MessageSchema> messages, IEnumerable<EnumSchema> enums, SchemaSet locked) =>
        SchemaSet.Of(messages, enums.Concat(messages.SelectMany(message => message.Enums).Select(locked.Enum).OfType<EnumSchema>()));

    /// <summary>How JSON names members.</summary>
    public static JsonNaming Naming(Compilation compilation) => AssemblyParser.Naming(compilation) ?? JsonNaming.CamelCase;

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers())
        {
            if (member is INamedTypeSymbol type)
            {
                yield return type;
            }

            if (member is INamespaceOrTypeSymbol inner)
            {
                foreach (var nested in Types(inner))
                {
                    yield return nested;
                }
            }
        }
    }
}
