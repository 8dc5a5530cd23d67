namespace Waybill;

/// <summary>
/// A named publisher with sequence numbers. Numbers rise with every publish, gaps allowed; a number at or below <see cref="Watermark"/> was stored in
/// an earlier life and is confirmed as a duplicate without being stored again. Not thread-safe: a sequence has one writer.
/// </summary>
/// <remarks>
/// The watermark is one number and stands for all before it. So nothing is stored behind a number whose publish failed or was cancelled: it, what was published behind it, and
/// what comes later fail with a <see cref="ProducerFailedException"/> until the producer is disposed of and opened anew; it goes on behind its watermark then. That is the rule
/// for every failure but these. A publish that was refused by throwing at the call, for want of room, has taken nothing: it may be called again with the same number, before any
/// other one; where it was taken after all, a <see cref="ProducerFailedException"/> says so. And a message that can never be stored, or cannot be made into one
/// (<see cref="ArgumentException"/>, <see cref="RoutingKeyException"/>, <see cref="UnroutableMessageException"/>, whatever a serializer throws), uses no number: leave it
/// out, or publish another one under it. A message that no queue receives is stored nowhere, whatever its number.
/// </remarks>
public interface IProducer : IAsyncDisposable
{
    /// <summary>The producer's name.</summary>
    string Name { get; }

    /// <summary>The highest sequence number that was durable when the producer was opened; -1 when there was none.</summary>
    long Watermark { get; }

    /// <summary>Publishes a message under a sequence number. The message and the number become durable together.</summary>
    /// <param name="message">The message.</param>
    /// <param name="sequence">At least 0 and greater than every number that this producer has published since it was opened, but for one whose call threw.</param>
    /// <param name="options">Options of this publish.</param>
    /// <param name="cancellationToken">
    /// Cancels the wait for room in the journal's buffer. A publish that is cancelled, also before the call, has failed: for a time limit await the task for so long instead.
    /// </param>
    /// <exception cref="ProducerFailedException">This number or a lower one has failed; with the task where that is known later.</exception>
    /// <exception cref="TransportException">Too much waits for room.</exception>
    /// <exception cref="JournalFullException">The embedded broker's disk is full.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number is above the watermark and not greater than the last one published, which is a mistake in the numbering.</exception>
    ValueTask<PublishReceipt> PublishAsync<T>(
        T message,
        long sequence,
        PublishOptions? options = null,
        CancellationToken cancellationToken = default
    )
        where T : IMessage<T>;
}
