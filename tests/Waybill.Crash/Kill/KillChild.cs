using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Waybill.Broker;
using Waybill.Crash.Mutants;
using Waybill.Storage.Devices;
using Waybill.Transports;

namespace Waybill.Crash.Kill;

/// <summary>
/// The process that is killed: publishes numbered work; consumes it, once for each number, by the inbox; publishes a done message with each settlement; consumes those. Some
/// messages a producer publishes, to a queue that only the child that drains consumes.
/// </summary>
internal static class KillChild
{
    private const int Window = 64;

    // What is left over from life to life must not grow over thousands of them.
    private const int MaxBacklog = 4_000;
    private const int BacklogEvery = 256;
    private const int Prefetch = 64;
    private const int PrefetchBytes = 1 << 20;

    // Small, so that a life goes over from one to the next.
    private const long SegmentBytes = 1 << 20;
    private const int BufferBytes = 256 << 10;
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_checkpointInterval = TimeSpan.FromMilliseconds(50);

    // Longer than anything is handed out again, and short enough for a run of hours.
    private static readonly TimeSpan s_retention = TimeSpan.FromMinutes(10);

    /// <param name="folder">The broker's folder.</param>
    /// <param name="first">The number of the first work; null: nothing is published, and the process ends when the queues are empty.</param>
    /// <param name="mutant">What it does wrong; null: nothing.</param>
    public static async Task RunAsync(string folder, long? first, Mutant? mutant)
    {
        var lines = new LineWriter(Console.OpenStandardOutput());
        // Without the files, variables and loggers that a host looks for by default: nobody asks for them, and to look takes longer than the journal's recovery.
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddWaybill<WaybillCrashModule>(waybill => Choose(waybill, folder, mutant));
        using var host = builder.Build();
        lines.Write(EntryKind.Opening, 0);
        lines.Flush();
        await host.StartAsync();

        var transport = host.Services.GetRequiredService<ITransport>();
        var bus = host.Services.GetRequiredService<IDirectMessageBus>();
        await using var producer = await bus.OpenProducerAsync(Names.Producer);
        lines.Write(EntryKind.Watermark, producer.Watermark);
        lines.Flush();
        Subscribe(
            transport,
            Names.Work,
            new SettlingSink(
                lines,
                EntryKind.Handled,
                EntryKind.Settled,
                delivery => Read<Work>(delivery).Number,
                (token, number) => WorkAsync(transport, token, number)
            )
        );
        Subscribe(
            transport,
            Names.Done,
            Completing(lines, EntryKind.DoneHandled, EntryKind.DoneSettled, delivery => Read<Done>(delivery).Number)
        );

        if (first is { } number)
        {
            await PublishForeverAsync(transport, bus, producer, lines, number);
        }

        Subscribe(
            transport,
            Names.Kept,
            Completing(lines, EntryKind.KeptHandled, EntryKind.KeptSettled, delivery => Read<Kept>(delivery).Number)
        );
        await UntilAsync(transport, queues => queues.All(queue => queue.Ready + queue.Delayed + queue.Parked + queue.InFlight == 0));
        lines.Write(EntryKind.Drained, 0);
        lines.Flush();
        await host.StopAsync();
    }

    private static void Choose(IWaybillBuilder waybill, string folder, Mutant? mutant)
    {
        if (mutant is { } wrong)
        {
            var options = new EmbeddedBrokerOptions();
            Configure(options);
            waybill.UseTransport(environment =>
                wrong.Wire(
                    new EmbeddedTransport(wrong.Wire(new DirectoryDevice(folder)), options, environment.TimeProvider, NullLogger.Instance),
                    new ClaimsFile(Path.Combine(folder, "claims")).TryAdd
                )
            );
            return;
        }

        waybill.UseEmbeddedBroker(folder, Configure);
    }

    private static void Configure(EmbeddedBrokerOptions options)
    {
        options.SegmentBytes = SegmentBytes;
        options.BufferBytes = BufferBytes;
        options.CheckpointInterval = s_checkpointInterval;
    }

    private static SettlingSink Completing(LineWriter lines, EntryKind handled, EntryKind settled, Func<Delivery, long> read) =>
        new(
            lines,
            handled,
            settled,
            read,
            (token, _) => ValueTask.FromResult<Outcome?>(new Outcome { Token = token, Kind = OutcomeKind.Complete })
        );

    private static void Subscribe(ITransport transport, string queue, SettlingSink sink) =>
        sink.Attach(transport.Subscribe(new ReceiverOptions(queue, Prefetch, PrefetchBytes), sink));

    private static async ValueTask<Outcome?> WorkAsync(ITransport transport, DeliveryToken token, long number)
    {
        var key = InboxKey.Create(Names.Work, nameof(Work), $"{number}");
        return await transport.Inbox!.ReserveAsync(Names.Work, token, key, CancellationToken.None) switch
        {
            InboxReservation.Reserved => new Outcome
            {
                Token = token,
                Kind = OutcomeKind.Complete,
                InboxKey = key,
                InboxRetention = s_retention,
                Outgoing = Answer(transport, new Done(number)),
            },
            InboxReservation.AlreadyClaimed => new Outcome { Token = token, Kind = OutcomeKind.CompleteDuplicate },
            _ => null,
        };
    }

    private static OutgoingBatch Answer(ITransport transport, Done done)
    {
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
        return batch;
    }

    private static T Read<T>(Delivery delivery)
        where T : IMessage<T>
    {
        var reader = new ProtoReader(delivery.Body.Span);
        return T.Read(ref reader);
    }

    /// <summary>Until it is killed.</summary>
    private static async Task PublishForeverAsync(
        ITransport transport,
        IDirectMessageBus bus,
        IProducer producer,
        LineWriter lines,
        long first
    )
    {
        var pending = new Queue<(long Number, ValueTask<PublishReceipt> Receipt)>();
        var random = new Random((int)first);
        for (var number = first; ; number++)
        {
            if (number % BacklogEvery == 0)
            {
                await UntilAsync(transport, queues => queues.Single(queue => queue.Name == Names.Work).Ready < MaxBacklog);
            }

            var padding = new byte[random.Next(0, 1_000)];
            pending.Enqueue(
                (
                    number,
                    Numbering.IsKept(number)
                        ? producer.PublishAsync(new Kept(number, padding), number)
                        : bus.PublishAsync(new Work(number, padding))
                )
            );
            if (pending.Count == Window)
            {
                var (confirmed, receipt) = pending.Dequeue();
                await receipt;
                lines.Write(EntryKind.Confirmed, confirmed);
            }
        }
    }

    private static async Task UntilAsync(ITransport transport, Func<IReadOnlyList<QueueStatus>, bool> holds)
    {
        using var timer = new PeriodicTimer(s_pollInterval);
        while (!holds(await transport.GetQueueStatusAsync(CancellationToken.None)))
        {
            await timer.WaitForNextTickAsync();
        }
    }
}
