using Waybill.Broker.Core;
using Waybill.Broker.Records;
using Waybill.Storage;

namespace Waybill.Broker.Publishing;

/// <summary>A symbol whose record has to precede the records that use it.</summary>
internal readonly record struct NewSymbol(int Symbol, string Text)
{
    /// <returns>False: the journal has no room now.</returns>
    public bool TryAppend(Journal journal, SymbolTable symbols, AppendPriority priority)
    {
        if (!journal.TryAppend(RecordType.Symbol, SymbolRecord.Encode(Symbol, Text), [], CommitLevel.Written, priority, out _))
        {
            return false;
        }

        symbols.Define(Symbol, Text);
        return true;
    }
}
