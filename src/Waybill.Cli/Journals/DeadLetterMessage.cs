using Waybill.Broker.Core;
using Waybill.Broker.Records;
using Waybill.Storage;

namespace Waybill.Cli.Journals;

/// <summary>Finds where the message of a dead letter lies.</summary>
internal static class DeadLetterMessage
{
    /// <summary>The record, and the message's place in it; null when it cannot be read.</summary>
    /// <param name="entry">The entry that died, by its identity: where its message lies or, when it was a dead letter already, its death before.</param>
    /// <param name="find">Reads a record.</param>
    /// <exception cref="RecordFormatException">A record on the way is not what its type says.</exception>
    public static (JournalRecord Record, int Index)? Find(MessageRef entry, Func<long, JournalRecord?> find)
    {
        while (find(entry.Lsn) is { } record)
        {
            if (record.Type != RecordType.Outcome)
            {
                return (record, entry.Index);
            }

            var outcome = OutcomeCodec.Read(record.Payload.Span);
            if (outcome.Code != OutcomeCode.DeadLettered || outcome.PublishCount > 0)
            {
                return (record, entry.Index);
            }

            if (outcome.Message.Lsn >= record.Lsn)
            {
                throw new RecordFormatException("A death comes before the message.");
            }

            entry = outcome.Message;
        }

        return null;
    }
}
