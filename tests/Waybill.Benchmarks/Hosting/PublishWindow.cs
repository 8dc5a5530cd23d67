namespace Waybill.Benchmarks.Hosting;

/// <summary>Pipelined publishes: at most a window of them is unconfirmed, and the oldest is awaited before the next.</summary>
internal static class PublishWindow
{
    public static async Task RunAsync<T>(IDirectMessageBus bus, Func<long, T> make, ValueTask<PublishReceipt>[] window, int count)
        where T : IMessage<T>
    {
        for (var i = 0; i < count; i++)
        {
            if (i >= window.Length)
            {
                await window[i % window.Length];
            }

            window[i % window.Length] = bus.PublishAsync(make(i));
        }

        for (var i = 0; i < Math.Min(count, window.Length); i++)
        {
            await window[i];
        }
    }
}
