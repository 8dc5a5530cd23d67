using Microsoft.Extensions.Time.Testing;
using Waybill.Crash.Mutants;
using Waybill.Crash.Simulate.Model;
using Waybill.Storage.Devices;
using Waybill.Transports;

namespace Waybill.Crash.Simulate;

/// <summary>What outlives a broker.</summary>
/// <param name="seed">What everything follows from.</param>
/// <param name="mutant">What brokers do wrong; null: nothing.</param>
/// <param name="tell">Is told of everything that happens; null: nobody.</param>
internal sealed class World(int seed, Mutant? mutant, Action<string>? tell)
{
    private readonly HashSet<string> _claims = [];
    private HashCode _trace;

    public Random Random { get; } = new(seed);

    public Ledger Ledger => field ??= new Ledger(Note);

    /// <summary>What happened, in one number.</summary>
    public int Trace => _trace.ToHashCode();

    public Numbers Numbers { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    private void Note(string what)
    {
        _trace.Add(what);
        tell?.Invoke(what);
    }

    /// <summary>A device as a broker sees it.</summary>
    public IStorageDevice Wire(IStorageDevice device) => mutant?.Wire(device) ?? device;

    /// <summary>A broker as its user sees it.</summary>
    public ITransport Wire(ITransport transport) => mutant?.Wire(transport, _claims.Add) ?? transport;
}
