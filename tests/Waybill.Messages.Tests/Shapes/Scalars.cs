namespace Waybill.Messages.Tests.Shapes;

public enum Color
{
    None,
    Red,
    Green,
    Crimson = Red,
}

public enum Tiny : sbyte
{
    Low = -128,
    Zero = 0,
    High = 127,
}

public enum Huge : ulong
{
    Zero,
    Top = ulong.MaxValue,
}

/// <summary>Every scalar of the table, as positional parameters.</summary>
[Message]
public sealed partial record Scalars(
    bool Bool,
    byte Byte,
    sbyte SByte,
    short Int16,
    ushort UInt16,
    char Char,
    int Int32,
    uint UInt32,
    long Int64,
    ulong UInt64,
    float Single,
    double Double,
    string Text,
    byte[] Bytes,
    decimal Decimal,
    Guid Guid,
    DateTimeOffset DateTimeOffset,
    DateTime DateTime,
    TimeSpan TimeSpan,
    DateOnly DateOnly,
    TimeOnly TimeOnly,
    Color Color,
    Tiny Tiny,
    Huge Huge
);

/// <summary>Every scalar of the table, nullable: null, the default and every other value are three different things.</summary>
[Message]
public sealed partial record OptionalScalars
{
    public bool? Bool { get; init; }
    public byte? Byte { get; init; }
    public sbyte? SByte { get; init; }
    public short? Int16 { get; init; }
    public ushort? UInt16 { get; init; }
    public char? Char { get; init; }
    public int? Int32 { get; init; }
    public uint? UInt32 { get; init; }
    public long? Int64 { get; init; }
    public ulong? UInt64 { get; init; }
    public float? Single { get; init; }
    public double? Double { get; init; }
    public string? Text { get; init; }
    public byte[]? Bytes { get; init; }
    public decimal? Decimal { get; init; }
    public Guid? Guid { get; init; }
    public DateTimeOffset? DateTimeOffset { get; init; }
    public DateTime? DateTime { get; init; }
    public TimeSpan? TimeSpan { get; init; }
    public DateOnly? DateOnly { get; init; }
    public TimeOnly? TimeOnly { get; init; }
    public Color? Color { get; init; }
    public Tiny? Tiny { get; init; }
    public Huge? Huge { get; init; }
}
