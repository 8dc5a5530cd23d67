namespace Waybill;

/// <summary>
/// A named publisher with sequence numbers. Numbers rise with every publish, gaps allowed; a number at or below <see cref="Watermark"/> was stored in
/// an earlier life and is confirmed as a duplicate without being stored again. Not thread-safe: a sequence has one writer.
/// </summary>
/// <remarks>
/// One number stands for all before it: also for one that was refused or cancelled while greater ones were stored. Once a publish has failed, publish nothing greater
/// under this name before it went through.
/// </remarks>
public interface IProducer : IAsyncDisposable
{
    /// <summary>The producer's name.</summary>
    string Name { get; }

    /// <summary>The highest sequence number that was durable when the producer was opened; -1 when there was none.</summary>
    long Watermark { get; }

    /// <summary>Publishes a message under a sequence number. The message and the number become durable together.</summary>
    /// <param name="message">The message.</param>
    /// <param name="sequence">At least 0 and greater than every number this producer published before.</param>
    /// <param name="options">Options of this publish.</param>
    /// <param name="cancellationToken">Cancels the wait for room in the journal's buffer.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is above the watermark and not greater than the last one published.</exception>
    ValueTask<PublishReceipt> PublishAsync<T>(
        T message,
        long sequence,
        PublishOptions? options = null,
        CancellationToken cancellationToken = default
    )
        where T : IMessage<T>;
}
