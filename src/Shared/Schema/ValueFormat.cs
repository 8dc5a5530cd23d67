namespace Waybill.Schemas;

/// <summary>What a value is where its Protobuf type does not tell. JSON writes each as a text, but for a half, and readers refuse what has another form.</summary>
internal static class ValueFormat
{
    /// <summary>A Guid; <c>bytes</c> in Protobuf.</summary>
    public const string Uuid = "uuid";

    /// <summary>A day; <c>sint32</c> in Protobuf.</summary>
    public const string Date = "date";

    /// <summary>A time of day; <c>uint64</c> in Protobuf.</summary>
    public const string Time = "time";

    /// <summary>One UTF-16 unit; <c>uint32</c> in Protobuf.</summary>
    public const string Char = "char";

    /// <summary>An address, absolute or relative; <c>string</c> in Protobuf too.</summary>
    public const string Uri = "uri-reference";

    /// <summary>Two to four numbers with dots; <c>string</c> in Protobuf too.</summary>
    public const string Version = "version";

    /// <summary>A number of 16 bits; <c>float</c> in Protobuf, and a number in JSON too.</summary>
    public const string Half = "half";
}
