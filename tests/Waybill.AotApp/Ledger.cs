using System.Collections.Concurrent;

namespace Waybill.AotApp;

/// <summary>What the handlers did, by a short name each, in this process.</summary>
public sealed class Ledger
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public int this[string entry] => _counts.GetValueOrDefault(entry);

    public void Enter(string entry) => _counts.AddOrUpdate(entry, 1, static (_, count) => count + 1);
}
