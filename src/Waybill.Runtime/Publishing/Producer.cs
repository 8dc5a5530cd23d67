using Waybill.Transports;

namespace Waybill.Runtime.Publishing;

/// <summary>
/// A named publisher. A number counts as used once the call returned, even when its publish fails or is cancelled: the transport stores nothing behind it then.
/// </summary>
internal sealed class Producer(string name, ProducerHandle handle, DirectMessageBus bus) : IProducer
{
    private long _last = handle.Watermark;
    private bool _disposed;

    public string Name => name;

    public long Watermark => handle.Watermark;

    public ValueTask<PublishReceipt> PublishAsync<T>(
        T message,
        long sequence,
        PublishOptions? options = null,
        CancellationToken cancellationToken = default
    )
        where T : IMessage<T>
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentOutOfRangeException.ThrowIfNegative(sequence);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (sequence <= handle.Watermark)
        {
            return new(
                new PublishReceipt(
                    handle.WatermarkPosition,
                    bus.EffectiveDurability(T.Descriptor, options),
                    Destinations: 0,
                    Duplicate: true
                )
            );
        }

        if (handle.FailedSequence is { } failed && sequence >= failed)
        {
            // Who stops hears of nothing else.
            return cancellationToken.IsCancellationRequested
                ? ValueTask.FromCanceled<PublishReceipt>(cancellationToken)
                : throw new ProducerFailedException(name, failed, sequence);
        }

        if (sequence <= _last)
        {
            throw new ArgumentOutOfRangeException(
                nameof(sequence),
                sequence,
                $"Producer '{name}' published number {_last} before, and its numbers must rise. Publish with a greater one."
            );
        }

        var receipt = bus.PublishSequencedAsync(message, handle, sequence, options, cancellationToken);
        _last = sequence;
        return receipt;
    }

    public ValueTask DisposeAsync()
    {
        if (!_disposed)
        {
            _disposed = true;
            handle.Dispose();
        }

        return ValueTask.CompletedTask;
    }
}
