namespace Waybill.Transports;

/// <summary>Why a message was dead-lettered.</summary>
public enum DeathReason
{
    /// <summary>The handler threw an exception that is never tried again.</summary>
    Rejected,

    /// <summary>The last attempt failed.</summary>
    DeliveryLimit,

    /// <summary>The bytes are not the message that they say they are.</summary>
    Undecodable,

    /// <summary>The queue's handler does not know the message type: it waits in the dead-letter queue.</summary>
    UnhandledType,
}
