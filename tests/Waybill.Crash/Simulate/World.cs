using Microsoft.Extensions.Time.Testing;
using Waybill.Crash.Mutants;
using Waybill.Crash.Simulate.Model;
using Waybill.Storage.Devices;
using Waybill.Storage.Threads;
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

    public Ledger Ledger => field ??= new Ledger(Note, () => Time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>The sizes of the journal, in all lives.</summary>
    public Geometry Geometry => field ??= Geometry.Draw(Random);

    /// <summary>Whether its users say what they handle, so that it is handled alone when the process ends meanwhile.</summary>
    public bool Marks { get; } = seed % 3 == 0;

    /// <summary>Whether a process has ended while something was handled: others then wait for it.</summary>
    public bool HasSuspects { get; set; }

    /// <summary>Whether the last life ended on a full disk.</summary>
    public bool IsFull { get; set; }

    /// <summary>What happened, in one number.</summary>
    public int Trace => _trace.ToHashCode();

    public Numbers Numbers { get; } = new();

    /// <summary>What its producers have published.</summary>
    public IReadOnlyList<Series> Series { get; } = [new Series("p"), new Series("q")];

    public FakeTimeProvider Time { get; } = new();

    private void Note(string what)
    {
        _trace.Add(what);
        tell?.Invoke(what);
    }

    /// <summary>A device as a broker sees it.</summary>
    public IStorageDevice Wire(IStorageDevice device) => mutant?.Wire(device) ?? device;

    /// <summary>Where a broker's threads come from, as the broker sees it.</summary>
    public IThreads Wire(IThreads threads) => mutant?.Wire(threads) ?? threads;

    /// <summary>A broker as its user sees it.</summary>
    public ITransport Wire(ITransport transport) => mutant?.Wire(transport, _claims.Add) ?? transport;
}
