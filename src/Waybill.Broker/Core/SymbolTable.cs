using System.Collections.Concurrent;

namespace Waybill.Broker.Core;

/// <summary>
/// Texts that records name by a number. A text may have several numbers (two publishers may introduce one at the same time); a number has one
/// text. Thread-safe: publishers introduce types.
/// </summary>
internal sealed class SymbolTable
{
    private readonly ConcurrentDictionary<int, string> _texts = new();
    private readonly ConcurrentDictionary<string, int> _symbols = new(StringComparer.Ordinal);
    private int _last;

    /// <summary>A number that no record has used.</summary>
    public int Reserve() => Interlocked.Increment(ref _last);

    /// <summary>Makes a symbol known; its record precedes every record that uses it.</summary>
    public void Define(int symbol, string text)
    {
        _texts.TryAdd(symbol, text);
        _symbols.TryAdd(text, symbol);
        int last;
        while (symbol > (last = Volatile.Read(ref _last)) && Interlocked.CompareExchange(ref _last, symbol, last) != last) { }
    }

    public bool Has(int symbol) => _texts.ContainsKey(symbol);

    public bool TryFind(string text, out int symbol) => _symbols.TryGetValue(text, out symbol);

    public string TextOf(int symbol) =>
        _texts.TryGetValue(symbol, out var text) ? text : throw new Records.RecordFormatException($"Symbol {symbol} has no text.");
}
