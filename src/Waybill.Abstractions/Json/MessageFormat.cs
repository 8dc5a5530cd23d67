namespace Waybill;

/// <summary>What the bytes of a message are.</summary>
#if WAYBILL_COMPONENT
internal
#else
public
#endif
enum MessageFormat
{
    /// <summary>Protobuf, which every message has. Content type <c>application/protobuf</c>.</summary>
    Protobuf,

    /// <summary>JSON, for messages that have it generated. Content type <c>application/json</c>.</summary>
    Json,
}
