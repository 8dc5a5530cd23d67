namespace Waybill.Schemas;

/// <summary>What a field is on the wire.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="JsonName">Its name in JSON.</param>
/// <param name="Label">How often it may stand, and whether absent and default are two things.</param>
/// <param name="Type">The Protobuf type of one value: a scalar, a well-known or Waybill's own message, <c>message Name</c> or <c>enum Name</c>.</param>
/// <param name="Key">The Protobuf type of a map's key; null for what is no map.</param>
/// <param name="Format">What one value is where the Protobuf type does not tell; null where it does.</param>
/// <param name="OneOf">The oneof that it is a case of; null for none.</param>
/// <param name="KeyFormat">As <paramref name="Format"/>, of a map's key.</param>
internal sealed record FieldSchema(
    int Number,
    string Name,
    string JsonName,
    FieldLabel Label,
    string Type,
    string? Key = null,
    string? Format = null,
    string? OneOf = null,
    string? KeyFormat = null
)
{
    /// <summary>What <see cref="Type"/> begins with where a name follows.</summary>
    public const string MessagePrefix = "message ";

    /// <summary>What <see cref="Type"/> begins with where a name follows.</summary>
    public const string EnumPrefix = "enum ";

    /// <summary>Whether its value is to be shown to nobody. Nothing on the wire.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>
    /// What an absent field reads as where that is a constant other than the type's zero: of an enum its number. Null for zero, for what may be null, and for collections and messages.
    /// </summary>
    public string? Default { get; init; }

    /// <summary>The key of a map as if it were a field; null for what is no map.</summary>
    public FieldSchema? KeyField => Key is null ? null : new(Number, Name, JsonName, FieldLabel.Singular, Key, Format: KeyFormat);

    /// <summary>The message that the value is; null for none.</summary>
    public string? Message => Type.StartsWith(MessagePrefix, StringComparison.Ordinal) ? Type.Substring(MessagePrefix.Length) : null;

    /// <summary>The enum that the value is; null for none.</summary>
    public string? Enum => Type.StartsWith(EnumPrefix, StringComparison.Ordinal) ? Type.Substring(EnumPrefix.Length) : null;
}
