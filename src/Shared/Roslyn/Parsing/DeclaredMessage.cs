using Waybill.Schemas;
using Waybill.Wire;

namespace Waybill.Roslyn.Parsing;

/// <summary>
/// A message as its source alone has it: the numbers of its fields are missing, for the lock file has its say in them. Compares by value and holds no Roslyn object.
/// </summary>
/// <param name="Model">The message, its fields in declaration order and without numbers.</param>
internal sealed record DeclaredMessage(MessageModel Model)
{
    /// <summary>The members as numbers are given to them.</summary>
    public IReadOnlyList<NumberedMember> Members =>
        [.. Model.Fields.Select(member => new NumberedMember(member.Name, member.Pinned, JsonName(member.Name)))];

    /// <summary>The cases of a union.</summary>
    public IEnumerable<DeclaredMessage> Cases => Model.Cases.GetValueOrDefault().Select(@case => new DeclaredMessage(@case));

    /// <summary>The names that the lock file may know.</summary>
    public IEnumerable<string> Names => [Model.Name, .. Cases.Select(@case => @case.Model.Name)];

    /// <summary>The message with its numbers.</summary>
    /// <param name="locked">What the lock file has of the message and its cases.</param>
    public MessageModel Number(IReadOnlyCollection<MessageSchema> locked)
    {
        var fields = Model
            .Fields.Zip(
                FieldNumbers.Assign(Members, Model.Reserved, locked.FirstOrDefault(message => message.Name == Model.Name)),
                Numbered
            )
            .OrderBy(field => field.Number)
            .ToEquatableArray();
        return Model with
        {
            Fields = fields,
            Cases = Model.Cases is null ? null : Cases.Select(@case => @case.Number(locked)).ToEquatableArray(),
            Schema = SchemaFingerprint.Compute(
                fields.Where(field => field.Number > 0).Select(field => (field.Number, field.Name, field.Form))
            ),
        };
    }

    private string? JsonName(string member) =>
        Model.Reserved.Names.Count == 0 ? null : Model.Json.FirstOrDefault(json => json.Field == member)?.Name;

    private static FieldModel Numbered(FieldModel field, AssignedNumber assigned) =>
        assigned.Problem is null ? field with { Number = assigned.Number } : field with { Number = assigned.Number, Value = null };
}
