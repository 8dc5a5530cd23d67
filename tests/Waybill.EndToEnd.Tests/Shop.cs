using System.Threading.Channels;

namespace Waybill.EndToEnd.Tests;

/// <summary>What the handlers do and tell: one for a whole test, over the restarts of its host.</summary>
public sealed class Shop
{
    private readonly Channel<string> _mail = Channel.CreateUnbounded<string>();
    private readonly Channel<int> _attempts = Channel.CreateUnbounded<int>();

    /// <summary>What reserving does for an attempt.</summary>
    public Func<OrderPlaced, MessageContext, Task> Reserve { get; set; } = (_, _) => Task.CompletedTask;

    public Task<string> NextMailAsync() => _mail.Reader.ReadAsync().AsTask().WaitAsync(Hang.Guard);

    public Task<int> NextAttemptAsync() => _attempts.Reader.ReadAsync().AsTask().WaitAsync(Hang.Guard);

    public bool HasMail => _mail.Reader.TryPeek(out _);

    public bool HasAttempt => _attempts.Reader.TryPeek(out _);

    internal async Task EnterStockAsync(OrderPlaced order, MessageContext context)
    {
        _attempts.Writer.TryWrite(context.Attempt);
        await Reserve(order, context);
    }

    internal void Hear(string text) => _mail.Writer.TryWrite(text);
}
