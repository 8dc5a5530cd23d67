namespace Waybill;

/// <summary>
/// A named publisher with sequence numbers. Numbers rise with every publish, gaps allowed; a number at or below <see cref="Watermark"/> was stored in
/// an earlier life and is confirmed as a duplicate without being stored again. Not thread-safe: a sequence has one writer.
/// </summary>
/// <remarks>
/// The watermark is one number and stands for all before it. So nothing is stored behind a number whose publish failed or was cancelled: what was published behind it, and
/// what comes later, is refused with a <see cref="TransportException"/> until the producer is disposed of and opened anew; it goes on behind its watermark then. There are two
/// exceptions. A publish that throws at the call because the transport has no room may be called again with the same number, before any other. And a number whose
/// message can never be stored, or cannot be made into one (<see cref="ArgumentException"/>, <see cref="RoutingKeyException"/>, <see cref="UnroutableMessageException"/>, what
/// a serializer throws), is not used: leave it out, or publish another message under it.
/// </remarks>
public interface IProducer : IAsyncDisposable
{
    /// <summary>The producer's name.</summary>
    string Name { get; }

    /// <summary>The highest sequence number that was durable when the producer was opened; -1 when there was none.</summary>
    long Watermark { get; }

    /// <summary>Publishes a message under a sequence number. The message and the number become durable together.</summary>
    /// <param name="message">The message.</param>
    /// <param name="sequence">At least 0 and greater than every number that this producer has published since it was opened, but for one that was refused at the call.</param>
    /// <param name="options">Options of this publish.</param>
    /// <param name="cancellationToken">Cancels the wait for room in the journal's buffer.</param>
    /// <exception cref="TransportException">There is no room, or a lower number has failed (with the task where that is known later).</exception>
    /// <exception cref="JournalFullException">The embedded broker's disk is full.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number is above the watermark and not greater than the last one published.</exception>
    ValueTask<PublishReceipt> PublishAsync<T>(
        T message,
        long sequence,
        PublishOptions? options = null,
        CancellationToken cancellationToken = default
    )
        where T : IMessage<T>;
}
