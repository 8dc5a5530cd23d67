using System.Diagnostics;
using OrderPipeline.Input;
using OrderPipeline.Reporting;
using Waybill;

namespace OrderPipeline.Running;

/// <summary>Publishes the input's orders, some ahead of their confirms; goes on where an earlier run's stored orders end.</summary>
internal sealed class OrderPublisher(IDirectMessageBus bus, RunOptions options, IRunReporter reporter)
{
    /// <summary>How many publishes may await their confirm: enough to fill a group commit, little enough to report steadily.</summary>
    private const int Window = 256;

    private readonly Queue<Pending> _pending = new(Window);

    public long Published { get; private set; }

    public long Malformed { get; private set; }

    public long Resumed { get; private set; }

    public async Task PublishAllAsync(OrderSource source, CancellationToken cancellationToken)
    {
        await using var producer = await bus.OpenProducerAsync(source.Producer, cancellationToken);
        Resumed = Math.Max(producer.Watermark, 0);
        while (await ReadAsync(source, cancellationToken) is var (number, text))
        {
            reporter.Read(text.Length + 1);
            if (number > producer.Watermark)
            {
                await PublishLineAsync(producer, number, text, cancellationToken);
            }
        }

        while (_pending.Count > 0)
        {
            await ConfirmOldestAsync();
        }

        reporter.Flush();
    }

    /// <summary>After a stop: reports what is stored all the same. A publish that was given up while it waited for room is not.</summary>
    public async Task ConfirmPendingAsync()
    {
        while (_pending.Count > 0)
        {
            try
            {
                await ConfirmOldestAsync();
            }
            catch (OperationCanceledException) { }
        }

        reporter.Flush();
    }

    /// <summary>The next line; while the input lets wait for it, confirms are reported as they come.</summary>
    private async ValueTask<(long Number, string Text)?> ReadAsync(OrderSource source, CancellationToken cancellationToken)
    {
        var reading = source.ReadLineAsync(cancellationToken).AsTask();
        while (!reading.IsCompleted && _pending.TryPeek(out var oldest))
        {
            if (await Task.WhenAny(reading, oldest.Receipt) != reading)
            {
                await ConfirmOldestAsync();
            }
        }

        if (!reading.IsCompleted)
        {
            reporter.Flush();
        }

        return await reading;
    }

    private async ValueTask PublishLineAsync(IProducer producer, long number, string text, CancellationToken cancellationToken)
    {
        try
        {
            var order = OrderParser.Parse(text);
            var receipt = producer.PublishAsync(order, number, options: null, cancellationToken);
            _pending.Enqueue(new Pending(order, receipt.AsTask()));
        }
        catch (Exception e) when (e is FormatException or RoutingKeyException)
        {
            Malformed++;
            reporter.Malformed(number, e.Message);
            return;
        }

        if (_pending.Count == Window)
        {
            await ConfirmOldestAsync();
        }
    }

    private async ValueTask ConfirmOldestAsync()
    {
        var (order, receipt) = _pending.Dequeue();
        await receipt;
        Published++;
        reporter.Published(order);
        if (Published == options.CrashAfter)
        {
            reporter.Flush();
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }

    private readonly record struct Pending(OrderCreated Order, Task<PublishReceipt> Receipt);
}
