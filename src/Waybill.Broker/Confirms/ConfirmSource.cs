using System.Threading.Tasks.Sources;
using Waybill.Storage;

namespace Waybill.Broker.Confirms;

/// <summary>
/// The receipts of one batch's publishes that reached equally many queues with the same durability: the position follows from the token, which is
/// the record's place in the batch.
/// </summary>
internal sealed class ConfirmSource(ConfirmGroup group, long batchLsn, Durability durability, int destinations, ConfirmSource? next)
    : IValueTaskSource<PublishReceipt>
{
    public Durability Durability => durability;

    public int Destinations => destinations;

    public ConfirmSource? Next => next;

    public ValueTaskSourceStatus GetStatus(short token) =>
        !group.IsCompleted ? ValueTaskSourceStatus.Pending
        : group.IsFaulted ? ValueTaskSourceStatus.Faulted
        : ValueTaskSourceStatus.Succeeded;

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        group.OnCompleted(Continuation.Capture(continuation, state, flags));

    public PublishReceipt GetResult(short token)
    {
        if (!group.IsCompleted)
        {
            throw new InvalidOperationException(
                "The publish is not confirmed yet: await it, or convert it with AsTask before blocking on it."
            );
        }

        group.ThrowIfFailed();
        return new PublishReceipt(
            batchLsn + ((long)(ushort)token * JournalFormat.RecordAlignment),
            durability,
            destinations,
            Duplicate: false
        );
    }
}
