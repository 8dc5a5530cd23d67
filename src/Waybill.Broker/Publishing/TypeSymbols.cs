using Waybill.Broker.Core;

namespace Waybill.Broker.Publishing;

/// <summary>The symbols of message types, found by the type's ordinal: no lookup by name on the publish path. Thread-safe.</summary>
internal sealed class TypeSymbols(SymbolTable symbols)
{
    private int[] _byOrdinal = new int[64];

    /// <summary>The type's symbol; 0 when no record has introduced it yet.</summary>
    public int Find(MessageDescriptor type)
    {
        var known = Volatile.Read(ref _byOrdinal);
        if (type.Ordinal < known.Length && Volatile.Read(ref known[type.Ordinal]) is var symbol and not 0)
        {
            return symbol;
        }

        if (symbols.TryFind(type.Name, out symbol))
        {
            Remember(type.Ordinal, symbol);
            return symbol;
        }

        return 0;
    }

    private void Remember(int ordinal, int symbol)
    {
        while (true)
        {
            var known = Volatile.Read(ref _byOrdinal);
            if (ordinal < known.Length)
            {
                // Lost with a concurrent growth, it is found again by name.
                Volatile.Write(ref known[ordinal], symbol);
                return;
            }

            var larger = new int[Math.Max(known.Length * 2, ordinal + 1)];
            known.CopyTo(larger, 0);
            Interlocked.CompareExchange(ref _byOrdinal, larger, known);
        }
    }
}
