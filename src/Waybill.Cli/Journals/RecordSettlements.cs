using Waybill.Broker.Core;
using Waybill.Broker.Records;
using Waybill.Storage;

namespace Waybill.Cli.Journals;

/// <summary>What a record says of a queue's entry.</summary>
/// <param name="Queue">The queue's symbol.</param>
/// <param name="Entry">The entry, by its identity.</param>
/// <param name="IsEnd">Whether the queue is done with the entry: completed, discarded, dead-lettered.</param>
internal readonly record struct Settlement(int Queue, MessageRef Entry, bool IsEnd);

/// <summary>The settlements in records.</summary>
internal static class RecordSettlements
{
    /// <summary>All of a record, in order.</summary>
    /// <exception cref="RecordFormatException">The record is not what its type says.</exception>
    public static IReadOnlyList<Settlement> In(in JournalRecord record)
    {
        var payload = record.Payload.Span;
        switch (record.Type)
        {
            case RecordType.Outcome:
                var outcome = OutcomeCodec.Read(payload);
                return
                [
                    new Settlement(outcome.Queue, outcome.Message, outcome.Code is not (OutcomeCode.Retried or OutcomeCode.LeaseExpired)),
                ];
            case RecordType.Completions:
                var settlements = new List<Settlement>();
                for (var completions = CompletionsCodec.Read(payload); completions.MoveNext(); )
                {
                    settlements.Add(new Settlement(completions.Queue, completions.Current, IsEnd: true));
                }

                return settlements;
            default:
                return [];
        }
    }
}
