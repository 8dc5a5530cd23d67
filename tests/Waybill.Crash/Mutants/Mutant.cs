using Waybill.Storage.Devices;
using Waybill.Storage.Tests.Support;
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

    /// <summary>A record that is needed is cleaned away.</summary>
    CleanLiveRecord,

    /// <summary>Some outcomes are answered as settled and never written.</summary>
    DropSettlement,

    /// <summary>An inbox key is claimed when it is reserved, and stays so whether the outcome comes or not.</summary>
    ClaimWithoutOutcome,
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
            Mutant.DropSettlement => new MutantTransport(
                transport,
                (receiver, sink) => new DroppingReceiver(receiver, sink),
                transport.Inbox
            ),
            Mutant.ClaimWithoutOutcome => new MutantTransport(transport, wrapper: null, new HastyInbox(transport.Inbox!, tryClaim)),
            _ => transport,
        };
}
