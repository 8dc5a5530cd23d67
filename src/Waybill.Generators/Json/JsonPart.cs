using Waybill.Roslyn.Parsing;
using Waybill.Wire;

namespace Waybill.Generators;

/// <summary>What is one object in JSON: a message, or the case of a union.</summary>
internal sealed class JsonPart(MessageModel model, JsonNaming naming)
{
    public MessageModel Model { get; } = model;

    /// <summary>The members that have a form, in the order in which they are written, each with its name.</summary>
    public IReadOnlyList<(FieldModel Field, string Name)> Members { get; } = [.. JsonMemberNames.Of(model, naming)];

    /// <summary>Whether it can be said in JSON.</summary>
    public bool HasJson => JsonMemberNames.Alike(Members) is null;
}
