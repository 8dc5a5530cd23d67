namespace Waybill.Schemas;

/// <summary>What changed between two schemas.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Owner">The name of the message or enum.</param>
/// <param name="Part">The name of the field or value: its new one, or where it is gone its old one. Null for the whole.</param>
/// <param name="Verdict">What it does to those who read.</param>
/// <param name="Text">What happened, what follows and the direct way out, in sentences.</param>
internal sealed record SchemaChange(ChangeKind Kind, string Owner, string? Part, Verdict Verdict, string Text)
{
    /// <summary>The number that is to be restored or reserved; 0 where that is not the way out.</summary>
    public int OldNumber { get; init; }

    /// <summary>The text with nothing left out: for programs, where people need only the beginning of what is long.</summary>
    public string WholeText { get; init; } = Text;
}

/// <summary>What a change does to those who read.</summary>
internal enum Verdict
{
    /// <summary>Old readers read new messages, and new readers old ones.</summary>
    Compatible,

    /// <summary>The same in Protobuf, but not in JSON.</summary>
    BreaksJson,

    /// <summary>Some message is refused or read as something that it is not.</summary>
    Breaks,
}

/// <summary>What changed.</summary>
internal enum ChangeKind
{
    MessageAdded,
    MessageRemoved,
    FieldAdded,
    FieldRemoved,
    FieldRenamed,
    NumberChanged,
    NumberReused,
    TypeChanged,
    LabelChanged,
    DefaultChanged,
    JsonNameChanged,
    JsonNameReused,
    OneOfChanged,
    SensitivityChanged,
    Reserved,
    EnumAdded,
    EnumRemoved,
    ValueAdded,
    ValueRemoved,
    ValueRenamed,
    ValueNumberChanged,
    ValueReused,
}
