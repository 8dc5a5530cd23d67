namespace Waybill.Transports;

/// <summary>
/// The seam between the runtime and what moves the messages. Nothing touches disk or network before <see cref="OpenAsync"/>. Thread-safe once
/// opened. Disposing it makes durable what was accepted, closes it, and fails what comes later with <see cref="TransportException"/>.
/// </summary>
public interface ITransport : IAsyncDisposable
{
    /// <summary>The inbox that the transport's settlements claim keys in; null when it has none, and then idempotent handlers are refused.</summary>
    IInboxStore? Inbox { get; }

    /// <summary>Opens the transport and provisions the topology. Called once.</summary>
    /// <exception cref="JournalLockedException">Another process uses the folder.</exception>
    /// <exception cref="JournalCorruptedException">Confirmed bytes cannot be read.</exception>
    ValueTask OpenAsync(Topology topology, CancellationToken cancellationToken);

    /// <summary>Finds a declared exchange.</summary>
    /// <exception cref="ArgumentException">No such exchange is declared.</exception>
    PublishTarget ResolveExchange(string exchange);

    /// <summary>Finds a declared queue.</summary>
    /// <exception cref="ArgumentException">No such queue is declared.</exception>
    PublishTarget ResolveQueue(string queue);

    /// <summary>
    /// Publishes a message. Completes when it is as durable as it asks, with 0 destinations when no queue receives it; then nothing is stored. Behind a producer's number that
    /// failed it stores nothing of that producer's, as <see cref="IProducer"/> says: what it refuses at the call for want of room may be repeated, what fails later may not.
    /// </summary>
    /// <exception cref="ProducerFailedException">The message's producer had failed before; with the task where that is known later.</exception>
    /// <exception cref="UnroutableMessageException">The message's type is mandatory and no queue receives it.</exception>
    ValueTask<PublishReceipt> PublishAsync(in OutgoingMessage message, CancellationToken cancellationToken);

    /// <summary>An empty batch.</summary>
    OutgoingBatch CreateBatch();

    /// <summary>Publishes a batch, all or none. Takes the batch over.</summary>
    ValueTask<PublishReceipt> PublishAsync(OutgoingBatch batch, CancellationToken cancellationToken);

    /// <summary>Opens a producer. Waits for what an earlier one of this name has published, so that the watermark counts it. Its name is kept for ever: names are few.</summary>
    /// <exception cref="ArgumentException">The name is empty, or holds half a surrogate pair.</exception>
    /// <exception cref="InvalidOperationException">A producer of this name is open.</exception>
    /// <exception cref="JournalFullException">The opening could not be noted, because the disk is full.</exception>
    /// <exception cref="TransportException">It could not be noted, because too much waits for room.</exception>
    ValueTask<ProducerHandle> OpenProducerAsync(string name, CancellationToken cancellationToken);

    /// <summary>Begins to hand a queue's deliveries to a sink.</summary>
    /// <exception cref="ArgumentException">No such queue is declared.</exception>
    IReceiver Subscribe(ReceiverOptions options, IDeliverySink sink);

    /// <summary>Depth and lifetime totals of every queue that is declared or still holds messages, in ordinal order of their names.</summary>
    ValueTask<IReadOnlyList<QueueStatus>> GetQueueStatusAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Copies of a queue's ready messages, oldest first, without leasing them. One that cannot be read is among them, and says so in <see cref="StoredMessage.Damage"/>.
    /// </summary>
    /// <param name="queue">The queue.</param>
    /// <param name="limit">
    /// How many at most; at least 1. A transport may give fewer at a time: the embedded broker 10,000, and no more once their bodies come to 64 MiB.
    /// </param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    ValueTask<IReadOnlyList<StoredMessage>> BrowseAsync(string queue, int limit, CancellationToken cancellationToken);
}
