using Waybill.Roslyn.Parsing;
using Waybill.Wire;

namespace Waybill.Generators;

/// <summary>What is one object in JSON: a message, or the case of a union.</summary>
internal sealed class JsonPart(MessageModel model, JsonNaming naming)
{
    public MessageModel Model { get; } = model;

    /// <summary>The members that have a form, in the order in which they are written, each with its name.</summary>
    public IReadOnlyList<(FieldModel Field, string Name)> Members { get; } =
    [
        .. model
            .Json.Select(member => (Field: model.Field(member.Field), member.Name))
            .Where(member => member.Field.Value is not null)
            .Select(member => (member.Field, member.Name ?? JsonMemberName.Of(member.Field.Name, naming))),
    ];

    /// <summary>Whether it can be said in JSON.</summary>
    public bool HasJson => !Collide(Members.Select(member => member.Name));

    /// <summary>Whether two names are one to who reads them whatever their case.</summary>
    public static bool Collide(IEnumerable<string> names) =>
        names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Any(group => group.Skip(1).Any());
}
