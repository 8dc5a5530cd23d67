using Waybill.Broker.Core;
using Waybill.Broker.Records;
using Waybill.Storage;

namespace Waybill.Broker.Publishing;

/// <summary>A symbol whose record has to precede the records that use it.</summary>
internal sealed class NewSymbol(int symbol, string text)
{
    private readonly byte[] _payload = SymbolRecord.Encode(symbol, text);

    public int Symbol => symbol;

    public string Text => text;

    /// <summary>How much room its record takes.</summary>
    public int PayloadBytes => _payload.Length;

    /// <returns>False: the journal has no room now.</returns>
    public bool TryAppend(Journal journal, SymbolTable symbols, AppendPriority priority)
    {
        if (!journal.TryAppend(RecordType.Symbol, _payload, [], CommitLevel.Written, priority, out _))
        {
            return false;
        }

        symbols.Define(Symbol, Text);
        return true;
    }
}
