using Waybill.Storage.Devices;
using Waybill.Storage.Tests.Support;
using Waybill.Storage.Threads;
using Waybill.Transports;

namespace Waybill.Crash.Mutants;

/// <summary>What a broker does wrong, to see that a verb notices.</summary>
internal enum Mutant
{
    /// <inheritdoc cref="Mutation.SkipSync"/>
    SkipSync,

    /// <inheritdoc cref="Mutation.SkipDirectorySync"/>
    SkipDirectorySync,

    /// <inheritdoc cref="Mutation.ConfirmEarly"/>
    ConfirmEarly,

    /// <inheritdoc cref="Mutation.IgnoreFailedSync"/>
    IgnoreFailedSync,

    /// <inheritdoc cref="Mutation.CutTooEarly"/>
    CutTooEarly,

    /// <inheritdoc cref="Mutation.CleanLiveRecord"/>
    CleanLiveRecord,

    /// <inheritdoc cref="Mutation.EmptyCheckpoint"/>
    EmptyCheckpoint,

    /// <summary>Some outcomes are answered as settled and never written.</summary>
    DropSettlement,

    /// <summary>An inbox key is claimed when it is reserved, and stays so whether the outcome comes or not.</summary>
    ClaimWithoutOutcome,

    /// <summary>A message is handed out twice.</summary>
    DoubleDelivery,

    /// <summary>Messages that are handed out together are not in their order.</summary>
    BreakOrder,

    /// <summary>What is set aside comes before its time.</summary>
    ShortenDelay,

    /// <summary>The broker's thread does not hear that something has come, and what has come waits.</summary>
    LoseWakeup,

    /// <summary>A receiver that is disposed of keeps its leases.</summary>
    KeepLeases,

    /// <summary>Some of a producer's messages are stored without their number.</summary>
    ForgetNumber,
}

internal static class MutantWiring
{
    /// <summary>The device as the mutant sees it.</summary>
    public static IStorageDevice Wire(this Mutant mutant, IStorageDevice device) =>
        Enum.TryParse<Mutation>($"{mutant}", out var mutation) ? new MutantDevice(device, mutation) : device;

    /// <summary>The transport as the mutant makes it.</summary>
    /// <param name="mutant">The mutant.</param>
    /// <param name="transport">A right one.</param>
    /// <param name="tryClaim">Keeps the claims of a hasty inbox beyond the broker's end.</param>
    public static ITransport Wire(this Mutant mutant, ITransport transport, Func<string, bool> tryClaim) =>
        mutant switch
        {
            Mutant.DropSettlement => new MutantTransport(transport)
            {
                Receivers = static (receiver, sink) => new DroppingReceiver(receiver, sink),
            },
            Mutant.ClaimWithoutOutcome => new MutantTransport(transport) { Inbox = new HastyInbox(transport.Inbox!, tryClaim) },
            Mutant.DoubleDelivery => new MutantTransport(transport) { Sinks = MutantSink.Doubling },
            Mutant.BreakOrder => new MutantTransport(transport) { Sinks = MutantSink.Reversing },
            Mutant.ForgetNumber => new MutantTransport(transport) { ForgetsNumbers = true },
            Mutant.ShortenDelay => new MutantTransport(transport) { Receivers = static (receiver, _) => new HastyReceiver(receiver) },
            Mutant.KeepLeases => new MutantTransport(transport) { Receivers = static (receiver, _) => new ClingingReceiver(receiver) },
            _ => transport,
        };

    /// <summary>The broker's threads as the mutant makes them.</summary>
    public static IThreads Wire(this Mutant mutant, IThreads threads) =>
        mutant == Mutant.LoseWakeup ? new DeafThreads(threads, "waybill broker") : threads;
}
