using System.Threading.Channels;
using Waybill.Benchmarks.Harness;

namespace Waybill.Benchmarks.Hosting;

/// <summary>The bare minimum: an unbounded channel, one writer, one reader, an awaited handler; a bus is measured against it.</summary>
internal sealed class ChannelBus<T>(Func<T, ValueTask> handle) : Bus<T>(Baselines.Channel)
{
    private Channel<T>? _channel;
    private Task? _reader;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _channel = Channel.CreateUnbounded<T>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        _reader = Task.Run(() => ReadAsync(_channel.Reader, handle), cancellationToken);
        return Task.CompletedTask;
    }

    public override ValueTask PublishAsync(T message) => _channel!.Writer.WriteAsync(message);

    public override async Task PublishManyAsync(Func<long, T> make, int count)
    {
        var writer = _channel!.Writer;
        for (var i = 0; i < count; i++)
        {
            await writer.WriteAsync(make(i));
        }
    }

    public override Task StopAsync()
    {
        _channel!.Writer.Complete();
        return _reader!;
    }

    private static async Task ReadAsync(ChannelReader<T> reader, Func<T, ValueTask> handle)
    {
        await foreach (var message in reader.ReadAllAsync())
        {
            await handle(message);
        }
    }
}
