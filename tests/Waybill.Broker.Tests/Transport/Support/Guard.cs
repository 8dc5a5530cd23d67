using System.Text;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport.Support;

/// <summary>Waits that end: what should come at once and has not come in 30 s hangs.</summary>
internal static class Guard
{
    public static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    extension(Delivery delivery)
    {
        public string Text => Encoding.UTF8.GetString(delivery.Body.Span);
    }

    public static Task Guarded(this Task task) => task.WaitAsync(Hang, TestContext.Current.CancellationToken);

    public static Task<T> Guarded<T>(this Task<T> task) => task.WaitAsync(Hang, TestContext.Current.CancellationToken);

    public static Task<T> Guarded<T>(this ValueTask<T> task) => task.AsTask().Guarded();

    public static Task Guarded(this ValueTask task) => task.AsTask().Guarded();

    public static async Task SettledAsync(this IReceiver receiver, RecordingSink sink, Outcome outcome)
    {
        receiver.Settle(outcome);
        Assert.Equal((outcome.Token, SettlementResult.Settled), await sink.SettledAsync());
    }
}
