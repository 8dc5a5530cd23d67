using System.Globalization;
using Waybill.Runtime.Dispatch;
using Waybill.Transports;

namespace Waybill.Runtime.Idempotency;

/// <summary>Reserves the inbox keys of one idempotent handler. Thread-safe.</summary>
internal sealed class InboxGuard
{
    private readonly IInboxStore _store;
    private readonly HandlerPolicy _policy;

    private InboxGuard(IInboxStore store, HandlerPolicy policy)
    {
        _store = store;
        _policy = policy;
    }

    /// <summary>Null for a handler that is not idempotent.</summary>
    /// <exception cref="InvalidOperationException">The handler is idempotent and the transport has no inbox.</exception>
    public static InboxGuard? Create(HandlerPolicy policy, IInboxStore? store) =>
        policy.InboxRetention is null ? null
        : store is null ? throw new InvalidOperationException(NoInbox(policy.Queue, policy.MessageType))
        : new InboxGuard(store, policy);

    /// <summary>What start-up says when it refuses an idempotent handler.</summary>
    public static string NoInbox(string queue, string messageType) =>
        $"The handler of {messageType} in queue '{queue}' is [Idempotent], but the transport has no inbox to keep its keys in. "
        + "Choose a transport that has one, or take [Idempotent] away.";

    /// <summary>The key that a message claims: the handler's property, else the message's id.</summary>
    public InboxKey KeyOf(Delivery delivery, string? value) =>
        InboxKey.Create(_policy.Queue, _policy.MessageType, value ?? delivery.MessageId.ToString("D", CultureInfo.InvariantCulture));

    public ValueTask<InboxReservation> ReserveAsync(HeldDelivery held, InboxKey key) =>
        _store.ReserveAsync(_policy.Queue, held.Delivery.Token, key, held.CancellationToken);
}
