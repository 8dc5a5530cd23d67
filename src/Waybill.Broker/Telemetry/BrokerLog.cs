using Microsoft.Extensions.Logging;

namespace Waybill.Broker.Telemetry;

/// <summary>What the broker logs: 3xxx broker, 4xxx journal.</summary>
internal static partial class BrokerLog
{
    [LoggerMessage(
        3001,
        LogLevel.Warning,
        "No queue receives {MessageType}, published to exchange '{Exchange}' with routing key '{RoutingKey}' (unroutable messages since the last warning: {Count}). Bind a queue, or make the message Mandatory to have publishing fail."
    )]
    public static partial void Unroutable(this ILogger logger, string messageType, string exchange, string routingKey, long count);

    [LoggerMessage(
        3002,
        LogLevel.Warning,
        "Queue '{Queue}': the lease of message {MessageId} ended without an outcome and nobody holds it any more; the message comes again."
    )]
    public static partial void LeaseExpired(this ILogger logger, string queue, Guid messageId);

    [LoggerMessage(3003, LogLevel.Error, "A {Command} failed; whoever sent it was told so, and the broker goes on.")]
    public static partial void CommandFailed(this ILogger logger, string command, Exception exception);

    [LoggerMessage(
        3004,
        LogLevel.Warning,
        "Queue '{Queue}' is declared with Durable = false and begins empty. Messages that the journal held for it, and that are deleted: {Count}."
    )]
    public static partial void Purged(this ILogger logger, string queue, long count);

    [LoggerMessage(
        3005,
        LogLevel.Error,
        "Queue '{Queue}': the deaths that the record at LSN {Lsn} tells of cannot be read. The message dies again, without them."
    )]
    public static partial void HistoryUnreadable(this ILogger logger, string queue, long lsn, Exception exception);

    [LoggerMessage(
        3006,
        LogLevel.Error,
        "Queue '{Queue}': the holder of message {MessageId} failed when it was asked whether it still has it; its lease goes on."
    )]
    public static partial void HolderFailed(this ILogger logger, string queue, Guid messageId, Exception exception);

    [LoggerMessage(
        3007,
        LogLevel.Error,
        "Queue '{Queue}': a receiver failed when it was told of a message in memory; the message waits for the next look."
    )]
    public static partial void SinkFailed(this ILogger logger, string queue, Exception exception);

    [LoggerMessage(
        3008,
        LogLevel.Warning,
        "Messages that were being handled when a process ended without a stop, and that wait again: {Count}. Each is handled alone, before anything else."
    )]
    public static partial void Suspected(this ILogger logger, int count);

    [LoggerMessage(
        3009,
        LogLevel.Warning,
        "Queue '{Queue}': message {MessageId} was being handled alone when the process ended ({Crashes} of {Limit} times)."
    )]
    public static partial void CrashedAlone(this ILogger logger, string queue, Guid messageId, int crashes, int limit);

    [LoggerMessage(
        3010,
        LogLevel.Error,
        "Queue '{Queue}': the process ended {Crashes} times while message {MessageId} was handled alone. It goes to queue '{DeadLetterQueue}'."
    )]
    public static partial void Condemned(this ILogger logger, string queue, Guid messageId, int crashes, string deadLetterQueue);

    [LoggerMessage(
        3011,
        LogLevel.Warning,
        "Messages that may have ended the process before and were not handled alone yet: {Count}. Something was being handled for {Seconds} s, so everything else goes on beside it; "
            + "they are handled alone at the next start."
    )]
    public static partial void IsolationGivenUp(this ILogger logger, int count, double seconds);

    [LoggerMessage(4001, LogLevel.Information, "Journal '{Folder}' opened; records recovered: {Records}, messages waiting: {Waiting}.")]
    public static partial void Opened(this ILogger logger, string folder, long records, long waiting);

    [LoggerMessage(
        4002,
        LogLevel.Critical,
        "Journal '{Folder}' has stopped. Nothing more is accepted or settled; restart the process to recover."
    )]
    public static partial void Faulted(this ILogger logger, string folder, Exception exception);

    [LoggerMessage(
        4003,
        LogLevel.Warning,
        "Journal '{Folder}': {Bytes} bytes behind the last whole record were overwritten, from offset {Offset} of '{File}' on: what a crash or a power cut left "
            + "of publishes and outcomes that were not confirmed, or of the mark of a clean close. If one was confirmed, the disk has lost it."
    )]
    public static partial void TailDiscarded(this ILogger logger, string folder, long bytes, long offset, string file);

    [LoggerMessage(
        4004,
        LogLevel.Warning,
        "Journal '{Folder}' is in use by {Owner}. Opening waits up to {Seconds} s for it to be let go of; EmbeddedBrokerOptions.LockTimeout says how long."
    )]
    public static partial void LockWaiting(this ILogger logger, string folder, string owner, double seconds);

    [LoggerMessage(
        4005,
        LogLevel.Warning,
        "Checkpoint '{File}' cannot be read: {Reason}. The one before it, or the whole journal, took its place, and nothing is missing; the file is left as it is."
    )]
    public static partial void CheckpointUnreadable(this ILogger logger, string file, string reason);

    [LoggerMessage(
        4006,
        LogLevel.Warning,
        "The checkpoint at LSN {Lsn} could not be written. Nothing is lost: the next one is tried in its time, and opening "
            + "reads more of the journal until then."
    )]
    public static partial void CheckpointFailed(this ILogger logger, long lsn, Exception exception);

    [LoggerMessage(
        4014,
        LogLevel.Warning,
        "Cleaning behind the checkpoint at LSN {Lsn} could not do everything: a file could not be let go of, written anew or reserved. Nothing is lost, but the disk keeps what it "
            + "could spare: see to it that this process may change and delete every file of its folder. It is tried again behind the next checkpoint, and soon on a full disk."
    )]
    public static partial void CleaningFailed(this ILogger logger, long lsn, Exception exception);

    [LoggerMessage(
        4007,
        LogLevel.Debug,
        "Checkpoint at LSN {Lsn}: {Bytes} bytes; segments that went: {Retired}; written anew with what is needed of them: {Rewritten}."
    )]
    public static partial void Checkpointed(this ILogger logger, long lsn, long bytes, int retired, int rewritten);

    [LoggerMessage(
        3012,
        LogLevel.Error,
        "Queue '{Queue}': the message at LSN {Lsn} cannot be read and is set aside: it counts as parked, and the next start tries it again. Restore the file that the exception names from "
            + "a backup, or give the message up: stop the broker and make a copy with 'waybill journal repair', which leaves the message out."
    )]
    public static partial void MessageUnreadable(this ILogger logger, string queue, long lsn, Exception exception);

    [LoggerMessage(
        4009,
        LogLevel.Critical,
        "Journal '{Folder}': the disk is full. Publishes are refused with JournalFullException; settlements, and what handlers publish with them, go through in what is left of the "
            + "present segment, and wait in memory when that is used up. Free some space (a further segment takes {SegmentBytes} bytes), or let handlers empty the queues: it goes on by itself. Dead letters, and messages that no handler takes, keep theirs."
    )]
    public static partial void DiskFull(this ILogger logger, string folder, long segmentBytes);

    [LoggerMessage(
        4013,
        LogLevel.Critical,
        "The disk is full, and the space that was kept for outcomes is used up: outcomes wait in memory, and what is handled and not settled comes again if the process ends now. "
            + "Free some space (a further segment takes {SegmentBytes} bytes): it goes on by itself. Dead letters, and messages that no handler takes, keep theirs."
    )]
    public static partial void OutcomesWait(this ILogger logger, long segmentBytes);

    [LoggerMessage(4010, LogLevel.Warning, "Journal '{Folder}': the disk has had room again for {Seconds} s; publishes are accepted.")]
    public static partial void DiskHasRoom(this ILogger logger, string folder, double seconds);

    [LoggerMessage(
        4008,
        LogLevel.Error,
        "A segment of the journal holds a message that waits and cannot be read. It is left as it is; the message will be set aside when it is its turn."
    )]
    public static partial void NotCleaned(this ILogger logger, Exception exception);

    [LoggerMessage(
        4011,
        LogLevel.Warning,
        "'{File}' in '{Folder}' cannot be read: {Reason}. It begins anew, and what was being handled when the process ended before is not known."
    )]
    public static partial void InFlightFileDamaged(this ILogger logger, string file, string folder, string reason);

    [LoggerMessage(
        4012,
        LogLevel.Warning,
        "'{File}' in '{Folder}' cannot be used. As long as that lasts, a message that ends the process comes again at every start, without bound."
    )]
    public static partial void InFlightFileUnusable(this ILogger logger, string file, string folder, Exception exception);
}
