using Microsoft.CodeAnalysis;
using Waybill.Roslyn.Parsing;
using Waybill.Schemas;

namespace Waybill.Analyzers.Contracts;

/// <summary>Where the changes of a message are reported.</summary>
/// <param name="type">The message, or the root of a union.</param>
/// <param name="schema">What it is on the wire, with its cases and enums.</param>
/// <param name="compilation">Where it is declared.</param>
internal sealed class MessagePlaces(INamedTypeSymbol type, SchemaSet schema, Compilation compilation)
{
    /// <summary>The member, case or type that changed; of an enum that is another assembly's, the first member that is one, and the type where that member is broken.</summary>
    public Location Of(SchemaChange change) =>
        schema.Enum(change.Owner) is null
            ? MemberPlace.Of(Declared(change.Owner), change.Part, compilation)
            : schema
                .Messages.SelectMany(message =>
                    message
                        .Fields.Where(field => field.Enum == change.Owner)
                        .Select(field => MemberPlace.Of(Declared(message.Name), field.Name, compilation))
                )
                .FirstOrDefault()
                ?? type.Locations[0];

    /// <summary>The type that is the message: of a union a case, or the root.</summary>
    private INamedTypeSymbol Declared(string message)
    {
        var root = MessageParser.WireName(type);
        return UnionParser.IsRoot(type)
            ? UnionParser.Cases(type).FirstOrDefault(@case => UnionModels.CaseName(root, @case) == message) ?? type
            : type;
    }
}
