using Waybill.Manifests;
using Waybill.Schemas;
using Waybill.Wire;

namespace Waybill.Roslyn.Parsing;

/// <summary>
/// Everything that the compiler knows of a message type, and what of that there is to know of a type that is only nested in messages. Compares by value and holds no
/// Roslyn object.
/// </summary>
/// <param name="Type">Where the type lies.</param>
/// <param name="SelfName">The type's name as C# writes it where the code stands.</param>
/// <param name="Name">The identity on the wire.</param>
/// <param name="Fields">The fields: by rising number once they have one. Those of a union are its cases.</param>
/// <param name="Reserved">What no field may be called or numbered again.</param>
/// <param name="Construction">How an object is made of the fields.</param>
/// <param name="Marks">The marks of what its code names.</param>
internal sealed record MessageModel(
    TypeShell Type,
    string SelfName,
    string Name,
    EquatableArray<FieldModel> Fields,
    ReservedModel Reserved,
    ConstructionModel Construction,
    MarksModel Marks
)
{
    /// <summary>The struct that reads and writes the type, with <c>global::</c>; null for a type that does so itself.</summary>
    public string? Shape { get; init; }

    /// <summary>The cases of a union, each with the same name as its field; null for what is none.</summary>
    public EquatableArray<MessageModel>? Cases { get; init; }

    /// <summary>Whether there may be objects of derived types, of which only a part would be written.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The exchange; null for a message without one.</summary>
    public string? Exchange { get; init; }

    /// <summary>The routing-key template; empty where there is none.</summary>
    public string RoutingKey { get; init; } = "";

    /// <summary>The durability that the attribute asks for; null when it does not say.</summary>
    public Durability? Durability { get; init; }

    /// <summary>Whether an unroutable publish throws.</summary>
    public bool Mandatory { get; init; }

    /// <summary>How the routing key is written.</summary>
    public RoutingKeyModel Key { get; init; } = new(null, default);

    /// <summary>Why losing it is acceptable; null when nobody said so.</summary>
    public string? Ephemeral { get; init; }

    /// <summary>Whether and how it keeps the fields that it does not know.</summary>
    public UnknownFieldsKind Unknown { get; init; }

    /// <summary>Whether a base type is a message too, an error that an analyzer reports.</summary>
    public bool DerivesFromMessage { get; init; }

    /// <summary>Whether a value in it, however deep, is to be shown to nobody.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>How <c>ToString</c> leaves out what is sensitive; null where C# itself may write it.</summary>
    public RedactionModel? Redaction { get; init; }

    /// <summary>The members as JSON has them, in its order.</summary>
    public EquatableArray<JsonMember> Json { get; init; }

    /// <summary>The fingerprint of the fields; 0 until they have numbers.</summary>
    public ulong Schema { get; init; }

    /// <summary>The message and the cases of a union: each is a message of its own in the schema.</summary>
    public IEnumerable<MessageModel> WithCases => [this, .. Cases ?? default];

    /// <summary>The field of a member.</summary>
    public FieldModel Field(string name) => Fields.First(field => field.Name == name);

    /// <summary>The message as the manifest has it.</summary>
    public MessageEntry ToEntry() => new(Name, Type.FullName, Exchange, RoutingKey, Durability, Mandatory, Ephemeral);
}

/// <summary>What becomes of the fields that a message does not know.</summary>
internal enum UnknownFieldsKind
{
    /// <summary>They are skipped.</summary>
    Skipped,

    /// <summary>A property of the generated part holds them.</summary>
    Kept,

    /// <summary>As <see cref="Kept"/>, in a struct whose author does not say how it lies in memory: its parts have no order then, and the compiler wants that said.</summary>
    KeptInStruct,
}

/// <summary>What one value is on the wire, alone or as the element of a collection.</summary>
/// <param name="Type">The C# type with <c>global::</c>, without nullability.</param>
/// <param name="Codec">The codec's name in Waybill.Generated, type arguments included.</param>
/// <param name="ProtoType">The Protobuf type.</param>
/// <param name="WireType">The wire type of one value.</param>
/// <param name="Kind">What an absent value reads as.</param>
internal sealed record ValueModel(string Type, string Codec, string ProtoType, WireType WireType, ValueKind Kind)
{
    /// <summary>What reader, writer and size bound call it by a name of their own; null for what they know by its codec alone.</summary>
    public string? Scalar =>
        Kind is ValueKind.Scalar or ValueKind.Text && !Codec.Contains('<') ? Codec.Substring(0, Codec.Length - "Codec".Length) : null;

    /// <summary>The enum that it is; null for none. The fingerprint covers none of it, for a new value is no new schema.</summary>
    public EnumSchema? Enum { get; init; }

    /// <summary>The struct that reads and writes it, with <c>global::</c>; null for what does so itself.</summary>
    public string? Shape { get; init; }

    /// <summary>The converter, and the value that it is converted to; null for what is not converted.</summary>
    public ConversionModel? Conversion { get; init; }

    /// <summary>What is among the values of the Protobuf type; null for all of them.</summary>
    public string? Format =>
        (Conversion?.Wire ?? this).Codec switch
        {
            "GuidCodec" => ValueFormat.Uuid,
            "DateOnlyCodec" => ValueFormat.Date,
            "TimeOnlyCodec" => ValueFormat.Time,
            "CharCodec" => ValueFormat.Char,
            "UriCodec" => ValueFormat.Uri,
            "VersionCodec" => ValueFormat.Version,
            "HalfCodec" => ValueFormat.Half,
            _ => null,
        };

    /// <summary>The Protobuf type with its format: what another value may differ in, and be refused.</summary>
    public string Form => Format is null ? ProtoType : $"{ProtoType} ({Format})";
}

/// <summary>How a value is converted.</summary>
/// <param name="Converter">The converter with <c>global::</c>.</param>
/// <param name="Wire">What it is converted to.</param>
internal sealed record ConversionModel(string Converter, ValueModel Wire);

/// <summary>What an absent value reads as.</summary>
internal enum ValueKind
{
    /// <summary>The type's default.</summary>
    Scalar,

    /// <summary>The empty string.</summary>
    Text,

    /// <summary>The empty array.</summary>
    Bytes,

    /// <summary>An object that the codec keeps.</summary>
    Instance,

    /// <summary>What the converter makes of what its wire type reads as.</summary>
    Converted,

    /// <summary>Nothing: a message has presence.</summary>
    Message,
}

/// <summary>The collection that a field's C# type is.</summary>
internal enum CollectionKind
{
    None,
    Array,
    List,
    ReadOnlyList,
    ImmutableArray,
    HashSet,
    ReadOnlyCollection,
    ImmutableList,
    ImmutableHashSet,
    Memory,
    ReadOnlyMemory,
    Dictionary,
    SortedDictionary,
    ReadOnlyDictionary,
    ImmutableDictionary,
}

/// <summary>One field of a message.</summary>
/// <param name="Pinned">The number that <c>[Field]</c> gives it; null when it does not.</param>
/// <param name="Name">The member's name: the field's name for errors and the fingerprint.</param>
/// <param name="Member">The member's name as C# writes it.</param>
/// <param name="Local">The local variable that holds the field while it is read.</param>
/// <param name="Value">The value, or the collection's element; null when the type cannot be serialized, or the number not used, which analyzers report.</param>
/// <param name="Key">The key of a map.</param>
/// <param name="Collection">The collection.</param>
/// <param name="IsNullable">Whether null is a value of the member.</param>
/// <param name="Default">What an absent field reads as, in C#; null where the type, or that it may be null, says it.</param>
internal sealed record FieldModel(
    int? Pinned,
    string Name,
    string Member,
    string Local,
    ValueModel? Value,
    ValueModel? Key,
    CollectionKind Collection,
    bool IsNullable,
    string? Default
)
{
    /// <summary>The field number: 0 until the message is numbered, and below 0 where it cannot be used.</summary>
    public int Number { get; init; }

    /// <summary>Whether its value is to be shown to nobody.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>The constant that an absent field reads as, as a schema has it; null where it is the type's zero, or nothing.</summary>
    public string? DefaultText { get; init; }

    /// <summary>Whether the reader may be left without a value: a null is one, and so is a message that is not there.</summary>
    public bool MayBeNull => Collection == CollectionKind.None && (IsNullable || (Default is not null && Value?.Kind == ValueKind.Message));

    /// <summary>Whether absent and default are two things on the wire.</summary>
    public bool HasPresence => MayBeNull || Default is not null;

    /// <summary>What the fingerprint covers: the field's form with its label.</summary>
    public string Form =>
        Value is null ? "unknown"
        : Key is not null ? $"map<{Key.Form}, {Value.Form}>"
        : Collection != CollectionKind.None ? $"repeated {Value.Form}"
        : HasPresence ? $"optional {Value.Form}"
        : Value.Form;
}

/// <summary>How an object is made of the fields.</summary>
/// <param name="Problem">Why it cannot be, as a sentence; null when it can.</param>
/// <param name="Arguments">The constructor's arguments, by position.</param>
/// <param name="Initialized">The names of the fields that the object initializer sets.</param>
internal sealed record ConstructionModel(string? Problem, EquatableArray<ArgumentModel> Arguments, EquatableArray<string> Initialized);

/// <summary>One argument of the constructor.</summary>
/// <param name="Parameter">The parameter's name as C# writes it.</param>
/// <param name="Field">The name of the field that it takes; null for none.</param>
/// <param name="Constant">The parameter's default value, for one that takes no field.</param>
internal sealed record ArgumentModel(string Parameter, string? Field, string? Constant = null);

/// <summary>How the routing key is written.</summary>
/// <param name="Problem">What is wrong with the template, as a sentence; null when nothing is.</param>
/// <param name="Parts">Literal text and properties in turn.</param>
internal sealed record RoutingKeyModel(string? Problem, EquatableArray<RoutingKeyPart> Parts);

/// <summary>One part of a routing key.</summary>
/// <param name="Text">Literal text, dots included; or the property's name.</param>
/// <param name="Member">The expression that reads the property of <c>message</c>; null for literal text.</param>
/// <param name="EnumType">The enum's type with <c>global::</c> when the property is one.</param>
/// <param name="EnumMembers">The enum's members, one for each value.</param>
internal sealed record RoutingKeyPart(string Text, string? Member, string? EnumType, EquatableArray<string> EnumMembers);
