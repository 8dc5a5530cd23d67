using Waybill.Roslyn;

namespace Waybill.Schemas;

/// <summary>What a message is on the wire.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Fields">The fields by rising number.</param>
/// <param name="ReservedNumbers">Numbers that no field may have again, rising.</param>
/// <param name="ReservedNames">Names that no field may have again, in C# or in JSON, in order.</param>
internal sealed record MessageSchema(
    string Name,
    EquatableArray<FieldSchema> Fields,
    EquatableArray<int> ReservedNumbers = default,
    EquatableArray<string> ReservedNames = default
)
{
    /// <summary>The names of the enums that its fields are, as often as they are.</summary>
    public IEnumerable<string> Enums => Fields.Select(static member => member.Enum).OfType<string>();

    /// <summary>Whether a message is a case of this one.</summary>
    public bool HasCase(string name) => Fields.Any(field => field.OneOf is not null && field.Message == name);
}
