using Microsoft.CodeAnalysis;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;
using Waybill.Schemas;

namespace Waybill.Analyzers.Contracts;

/// <summary>What the messages of a compilation are on the wire.</summary>
internal static class SourceSchema
{
    /// <summary>The schema of one message; null where the type is none, or nothing can be generated for it.</summary>
    public static SchemaSet? Of(INamedTypeSymbol type, JsonNaming naming, SchemaSet locked, CancellationToken cancellationToken)
    {
        if (
            type.Find("MessageAttribute") is not { } attribute
            || MessageParser.Parse(type, attribute, cancellationToken) is not { } declared
        )
        {
            return null;
        }

        return Of(declared, naming, locked);
    }

    /// <summary>The schema of a message that was parsed.</summary>
    public static SchemaSet Of(DeclaredMessage declared, JsonNaming naming, SchemaSet locked)
    {
        var messages = declared.Number([.. declared.Names.Select(locked.Message).OfType<MessageSchema>()]).WithCases.ToList();
        return SchemaSet.Of(messages.Select(message => MessageSchemas.Of(message, naming)), messages.SelectMany(MessageSchemas.Enums));
    }

    /// <summary>The schema of all messages.</summary>
    public static SchemaSet Of(Compilation compilation, SchemaSet locked, CancellationToken cancellationToken)
    {
        var naming = Naming(compilation);
        var schemas = Types(compilation.Assembly.GlobalNamespace)
            .Select(type => Of(type, naming, locked, cancellationToken))
            .OfType<SchemaSet>()
            .Concat(ForeignMessages.Parse(compilation.Assembly).Select(foreign => Of(foreign, naming, locked)))
            .ToList();
        return SchemaSet.Of(schemas.SelectMany(schema => schema.Messages), schemas.SelectMany(schema => schema.Enums));
    }

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
