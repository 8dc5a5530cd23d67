using Waybill.Broker.Core;
using Waybill.Broker.Records;
using Waybill.Storage;

namespace Waybill.Cli.Journals;

/// <summary>What the numbers in records stand for.</summary>
internal static class RecordSymbols
{
    /// <summary>The text of a number, or the number where the text is lost.</summary>
    public static string Name(this SymbolTable symbols, int symbol) => symbols.Has(symbol) ? symbols.TextOf(symbol) : Unknown(symbol);

    /// <summary>What a number whose text is lost is called.</summary>
    public static string Unknown(int symbol) => $"lost-symbol-{symbol}";

    /// <summary>Goes through all of a record, and returns the numbers that it names.</summary>
    /// <exception cref="RecordFormatException">The record is not what its type says.</exception>
    public static IReadOnlyCollection<int> In(in JournalRecord record)
    {
        var symbols = new HashSet<int>();
        var payload = record.Payload.Span;
        switch (record.Type)
        {
            case RecordType.Symbol:
                SymbolRecord.Decode(payload);
                break;
            case RecordType.Purge:
                symbols.Add(PurgeRecord.Decode(payload));
                break;
            case RecordType.Mark:
                break;
            case RecordType.Completions:
                var completions = CompletionsCodec.Read(payload);
                symbols.Add(completions.Queue);
                while (completions.MoveNext()) { }
                break;
            case RecordType.Publish or RecordType.Batch or RecordType.Outcome:
                if (record.Type == RecordType.Outcome)
                {
                    AddOutcome(symbols, OutcomeCodec.Read(payload));
                }

                for (var messages = RecordMessages.Of(record.Type, payload); messages.MoveNext(); )
                {
                    AddMessage(symbols, messages.Current);
                }

                break;
            default:
                throw new RecordFormatException(
                    $"Records of type {record.Type} are unknown. Look at the folder with the version that wrote it."
                );
        }

        symbols.Remove(0);
        return symbols;
    }

    /// <summary>The queues that a message goes to.</summary>
    public static List<int> DestinationsOf(in MessageView message)
    {
        var reader = new RecordReader(message.DestinationBytes);
        var destinations = new List<int>(message.DestinationCount);
        for (var i = 0; i < message.DestinationCount; i++)
        {
            destinations.Add(reader.ReadSymbol());
        }

        return destinations;
    }

    private static void AddOutcome(HashSet<int> symbols, in OutcomeView outcome)
    {
        symbols.Add(outcome.Queue);
        symbols.Add(outcome.DeadLetterQueue);
        DeathCodec.Decode(outcome.Deaths);
    }

    private static void AddMessage(HashSet<int> symbols, in MessageView message)
    {
        symbols.Add(message.Type);
        symbols.Add(message.Producer);
        symbols.UnionWith(DestinationsOf(message));
    }
}
