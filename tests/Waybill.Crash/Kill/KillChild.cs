using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Waybill.Broker;
using Waybill.Transports;

namespace Waybill.Crash.Kill;

/// <summary>The process that is killed: publishes numbered work, consumes it, publishes a done message with each settlement, consumes those.</summary>
internal static class KillChild
{
    private const int Window = 64;
    private const int Prefetch = 64;
    private const int PrefetchBytes = 1 << 20;
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(10);

    public static async Task RunAsync(string folder, long? first)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddWaybill<WaybillCrashModule>(waybill => waybill.UseEmbeddedBroker(folder));
        using var host = builder.Build();
        await host.StartAsync();

        var transport = host.Services.GetRequiredService<ITransport>();
        var bus = host.Services.GetRequiredService<IDirectMessageBus>();
        var lines = new LineWriter(Console.OpenStandardOutput());
        Subscribe(transport, lines, Names.Work, EntryKind.Handled, EntryKind.Settled, delivery => Work(transport, delivery));
        Subscribe(
            transport,
            lines,
            Names.Done,
            EntryKind.DoneHandled,
            EntryKind.DoneSettled,
            delivery => (Read<Done>(delivery).Number, null)
        );

        if (first is { } number)
        {
            await PublishForeverAsync(bus, lines, number);
        }

        await DrainAsync(transport);
        lines.Write(EntryKind.Drained, 0);
        lines.Flush();
        await host.StopAsync();
    }

    private static void Subscribe(
        ITransport transport,
        LineWriter lines,
        string queue,
        EntryKind handled,
        EntryKind settled,
        Func<Delivery, (long, OutgoingBatch?)> handle
    )
    {
        var sink = new SettlingSink(lines, handled, settled, handle);
        sink.Attach(transport.Subscribe(new ReceiverOptions(queue, Prefetch, PrefetchBytes), sink));
    }

    private static (long, OutgoingBatch?) Work(ITransport transport, Delivery delivery)
    {
        var done = new Done(Read<Work>(delivery).Number);
        Span<byte> key = stackalloc byte[RoutingKeyWriter.MaxBytes];
        Span<byte> body = stackalloc byte[64];
        var writer = new ProtoWriter(body);
        ((IMessage)done).WriteTo(ref writer);
        var batch = transport.CreateBatch();
        batch.Add(
            new OutgoingMessage
            {
                Target = transport.ResolveExchange(Names.Exchange),
                Type = ((IMessage)done).GetDescriptor(),
                Id = Guid.CreateVersion7(),
                TimestampMilliseconds = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
                Durability = Durability.Flushed,
                RoutingKey = key[..((IMessage)done).WriteRoutingKey(key)],
                Body = body[..writer.Position],
            }
        );
        return (done.Number, batch);
    }

    private static T Read<T>(Delivery delivery)
        where T : IMessage<T>
    {
        var reader = new ProtoReader(delivery.Body.Span);
        return T.Read(ref reader);
    }

    /// <summary>Until it is killed.</summary>
    private static async Task PublishForeverAsync(IDirectMessageBus bus, LineWriter lines, long first)
    {
        var pending = new Queue<(long Number, ValueTask<PublishReceipt> Receipt)>();
        var random = new Random((int)first);
        for (var number = first; ; number++)
        {
            pending.Enqueue((number, bus.PublishAsync(new Work(number, new byte[random.Next(0, 1_000)]))));
            if (pending.Count == Window)
            {
                var (confirmed, receipt) = pending.Dequeue();
                await receipt;
                lines.Write(EntryKind.Confirmed, confirmed);
            }
        }
    }

    private static async Task DrainAsync(ITransport transport)
    {
        using var timer = new PeriodicTimer(s_pollInterval);
        while ((await transport.GetQueueStatusAsync(CancellationToken.None)).Any(queue => queue.Ready + queue.Delayed + queue.InFlight > 0))
        {
            await timer.WaitForNextTickAsync();
        }
    }
}
