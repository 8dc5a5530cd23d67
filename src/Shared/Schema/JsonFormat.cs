namespace Waybill.Schemas;

/// <summary>What JSON writes for values whose Protobuf type does not tell: texts, all of them.</summary>
internal static class JsonFormat
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
}
