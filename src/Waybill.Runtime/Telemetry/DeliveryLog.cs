using Microsoft.Extensions.Logging;
using Waybill.Runtime.Dispatch;
using Waybill.Transports;

namespace Waybill.Runtime.Telemetry;

/// <summary>Events of deliveries: ids 2000 to 2999.</summary>
internal static partial class DeliveryLog
{
    [LoggerMessage(
        2000,
        LogLevel.Warning,
        "{Queue}: attempt {Attempt} of {Attempts} of {MessageType} {MessageId} failed; it is tried again in {Delay}."
    )]
    public static partial void Retrying(
        ILogger logger,
        string queue,
        string messageType,
        Guid messageId,
        int attempt,
        int attempts,
        TimeSpan delay,
        Exception exception
    );

    [LoggerMessage(2001, LogLevel.Error, "{Queue}: {MessageType} {MessageId} is dead-lettered: {Reason}.")]
    public static partial void DeadLettered(
        ILogger logger,
        string queue,
        string messageType,
        Guid messageId,
        DeathReason reason,
        Exception? exception
    );

    [LoggerMessage(2002, LogLevel.Warning, "{Queue}: {MessageType} {MessageId} failed for good and is discarded: {Reason}.")]
    public static partial void Discarded(
        ILogger logger,
        string queue,
        string messageType,
        Guid messageId,
        DeathReason reason,
        Exception? exception
    );

    [LoggerMessage(2003, LogLevel.Error, "{Queue}: the bytes of {MessageType} {MessageId} cannot be read; it is dead-lettered.")]
    public static partial void Undecodable(ILogger logger, string queue, string messageType, Guid messageId, Exception exception);

    [LoggerMessage(
        2004,
        LogLevel.Error,
        "{Queue}: no handler takes {MessageType} {MessageId}; it is parked in the dead-letter queue. "
            + "Handle the type, or bind the queue more narrowly."
    )]
    public static partial void UnhandledType(ILogger logger, string queue, string messageType, Guid messageId);

    [LoggerMessage(
        2005,
        LogLevel.Debug,
        "{Queue}: {MessageType} {MessageId} was handled before under the same key; it is completed without a call."
    )]
    public static partial void Duplicate(ILogger logger, string queue, string messageType, Guid messageId);

    [LoggerMessage(
        2006,
        LogLevel.Information,
        "{Queue}: the handling of {MessageType} {MessageId} was interrupted ({Reason}); it comes again."
    )]
    public static partial void Interrupted(ILogger logger, string queue, string messageType, Guid messageId, CancelReason reason);

    [LoggerMessage(
        2007,
        LogLevel.Warning,
        "{Queue}: the lease of {MessageType} {MessageId} ended before it was settled; its outcome will be dropped, and it comes again."
    )]
    public static partial void LeaseLost(ILogger logger, string queue, string messageType, Guid messageId);

    [LoggerMessage(
        2008,
        LogLevel.Warning,
        "{Queue}: {Outcome} of {MessageType} {MessageId} came after its lease had ended; the message comes again."
    )]
    public static partial void Stale(ILogger logger, string queue, OutcomeKind outcome, string messageType, Guid messageId);

    [LoggerMessage(
        2009,
        LogLevel.Critical,
        "{Queue}: {MessageType} {MessageId} has been held for {Cap}; its handler was cancelled, and keeps its slot until it ends."
    )]
    public static partial void LeaseCap(ILogger logger, string queue, string messageType, Guid messageId, TimeSpan cap);

    [LoggerMessage(
        2010,
        LogLevel.Error,
        "{Queue}: {MessageType} {MessageId} met a fault of Waybill's own; it is set aside and comes again. Please report it."
    )]
    public static partial void InternalFault(ILogger logger, string queue, string messageType, Guid messageId, Exception exception);

    [LoggerMessage(
        2011,
        LogLevel.Warning,
        "{Queue}: {Outcome} of {MessageType} {MessageId} could not be handed in; the message comes again."
    )]
    public static partial void NotSettled(
        ILogger logger,
        string queue,
        OutcomeKind outcome,
        string messageType,
        Guid messageId,
        Exception exception
    );

    [LoggerMessage(2012, LogLevel.Error, "{Queue}: leases could not be renewed.")]
    public static partial void NotRenewed(ILogger logger, string queue, Exception exception);

    [LoggerMessage(
        2013,
        LogLevel.Error,
        "{Queue}: the transport failed when it was told that {MessageType} {MessageId} is about to be handled; it is handled all the same."
    )]
    public static partial void NotMarked(ILogger logger, string queue, string messageType, Guid messageId, Exception exception);

    [LoggerMessage(
        2014,
        LogLevel.Error,
        "{Queue}: the transport failed when it was asked for a message; it is asked again with the next one that comes."
    )]
    public static partial void WorkerFailed(ILogger logger, string queue, Exception exception);

    [LoggerMessage(
        2015,
        LogLevel.Warning,
        "{Queue}: {Outcome} of {MessageType} {MessageId} is not stored, since the transport was closed on a full disk; unless it is a Memory message, it comes again at the next start."
    )]
    public static partial void NotStored(ILogger logger, string queue, OutcomeKind outcome, string messageType, Guid messageId);
}
