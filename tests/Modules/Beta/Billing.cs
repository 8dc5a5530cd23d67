using Alpha;
using Waybill;

namespace Beta;

/// <summary>The names of billing.</summary>
public static class Billing
{
    [Exchange(ExchangeType.Fanout)]
    public const string Exchange = "invoices";

    [Queue(DeadLetter = Dead)]
    [Binding(Ordering.Exchange, "order.eu.#")]
    public const string Queue = "billing";

    [Queue]
    public const string Dead = "billing.failed";

    [Queue(Durable = false)]
    [Ephemeral("A lost line in the protocol does no harm.")]
    public const string Protocol = "protocol";
}
