using Waybill.Broker.Core;
using Waybill.Transports;

namespace Waybill.Broker.Loop;

/// <summary>A handler asks for an inbox key.</summary>
internal sealed class ReserveCommand(string queue, DeliveryToken token, InboxKey key) : IBrokerCommand
{
    private readonly TaskCompletionSource<InboxReservation> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<InboxReservation> Answer => _answer.Task;

    public void Run(BrokerLoop loop)
    {
        if (!loop.State.Symbols.TryFind(queue, out var symbol) || loop.State.Queue(symbol).FindLease(token) is not { IsSettling: false })
        {
            _answer.TrySetResult(InboxReservation.StaleLease);
            return;
        }

        // By the clock of this moment: the command may have come long after the turn began.
        loop.State.Inbox.Advance(loop.ReadNow());
        if (loop.State.Inbox.Reserve(token, key, reservation => _answer.TrySetResult(reservation)) is { } answer)
        {
            _answer.TrySetResult(answer);
        }
    }

    public void Fail(Exception exception) => _answer.TrySetException(exception);
}
