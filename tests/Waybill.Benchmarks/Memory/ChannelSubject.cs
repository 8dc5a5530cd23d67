using System.Threading.Channels;

namespace Waybill.Benchmarks.Memory;

/// <summary>The bare minimum: an unbounded channel, one writer, one reader, an awaited handler; a bus is measured against it.</summary>
internal sealed class ChannelSubject<T>(string @case, Func<long, T> make, Func<T, ValueTask> handle, double seconds)
    : MemorySubject<T>(@case, "Channel", make, seconds)
{
    private Channel<T>? _channel;
    private Task? _reader;

    public override ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        _channel = Channel.CreateUnbounded<T>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        _reader = Task.Run(() => ReadAsync(_channel.Reader, handle), cancellationToken);
        return ValueTask.CompletedTask;
    }

    public override async ValueTask EndAsync()
    {
        _channel!.Writer.Complete();
        await _reader!;
    }

    protected override async Task PublishAsync(int count, CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
        {
            await _channel!.Writer.WriteAsync(Make(i), cancellationToken);
        }
    }

    private static async Task ReadAsync(ChannelReader<T> reader, Func<T, ValueTask> handle)
    {
        await foreach (var message in reader.ReadAllAsync())
        {
            await handle(message);
        }
    }
}
