using System.Diagnostics;
using OrderPipeline.Input;
using OrderPipeline.Reporting;
using Waybill;

namespace OrderPipeline.Running;

/// <summary>Publishes the input's orders, some ahead of their confirms; goes on where an earlier run's stored orders end.</summary>
internal sealed class OrderPublisher(IDirectMessageBus bus, RunOptions options, DataFolder folder, IRunReporter reporter)
{
    /// <summary>How many publishes may await their confirm: enough to fill a group commit, little enough to report steadily.</summary>
    private const int Window = 256;

    private readonly Queue<Pending> _pending = new(Window);

    public long Published { get; private set; }

    public long Malformed { get; private set; }

    /// <summary>Whether an earlier run stored the input's first lines.</summary>
    public bool Resumed { get; private set; }

    /// <exception cref="IOException">The input does not begin with what an earlier run stored of it; nothing was published.</exception>
    public async Task PublishAllAsync(OrderSource source, CancellationToken cancellationToken)
    {
        await using var producer = await bus.OpenProducerAsync(source.Producer, cancellationToken);
        using var trail = InputTrail.Open(folder.Path, source.Producer);
        await SkipStoredAsync(source, trail, producer.Watermark, cancellationToken);
        trail.CutAt(producer.Watermark);
        while (await ReadAsync(source, cancellationToken) is var (number, text))
        {
            trail.Keep(number, text);
            await PublishLineAsync(producer, number, text, cancellationToken);
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

    /// <summary>Reads up to the last line that an earlier run stored. Another input under the same name must not lose its first lines without a word.</summary>
    private async Task SkipStoredAsync(OrderSource source, InputTrail trail, long stored, CancellationToken cancellationToken)
    {
        for (var reached = 0L; reached < stored; )
        {
            if (await ReadAsync(source, cancellationToken) is not var (number, text))
            {
                throw Changed(source, $"ends before line {stored}, up to which an earlier run stored it");
            }

            if (number > stored || trail.Differs(number, text))
            {
                throw Changed(
                    source,
                    $"is not what an earlier run read: line {Math.Min(number, stored)} differs, and up to line {stored} it is stored"
                );
            }

            reached = number;
        }

        if (stored > 0)
        {
            Resumed = true;
            reporter.Resumed(stored);
        }
    }

    private IOException Changed(OrderSource source, string how) =>
        new(
            $"--orders: {source.Name} {how}. Nothing was published. Add new orders behind those lines, or name another folder than {folder.Typed} in --data: "
                + "there the input is published from its beginning."
        );

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

        var line = await reading;
        if (line is var (_, text))
        {
            reporter.Read(text.Length + 1);
        }

        return line;
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
            reporter.Crashing();
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }

    private readonly record struct Pending(OrderCreated Order, Task<PublishReceipt> Receipt);
}
