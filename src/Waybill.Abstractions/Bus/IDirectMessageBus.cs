namespace Waybill;

/// <summary>The bus outside any delivery: a singleton for hosted services and timers. Publishes at once; never part of a settlement. Thread-safe.</summary>
public interface IDirectMessageBus : IMessageBus
{
    /// <summary>
    /// Opens a named producer, whose sequence numbers the journal keeps with its messages, so that a publisher that reads from a file or a feed can
    /// go on after a crash where its stored messages end. A name is kept for ever, in memory too: names are permanent and few.
    /// </summary>
    /// <param name="name">The producer's name, 1 to 255 bytes of UTF-8 without control characters; stable over restarts.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <exception cref="ArgumentException">The name is empty, too long, or holds a control character or half a surrogate pair.</exception>
    /// <exception cref="InvalidOperationException">A producer of this name is open.</exception>
    /// <exception cref="JournalFullException">The embedded broker's disk is full, so that the opening could not be noted in the journal. Try again when there is room.</exception>
    /// <exception cref="TransportException">Too much waits for room, so that the opening could not be noted. Try again a little later.</exception>
    ValueTask<IProducer> OpenProducerAsync(string name, CancellationToken cancellationToken = default);
}
