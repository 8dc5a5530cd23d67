namespace Waybill.EndToEnd.Tests;

[Message(Names.Exchange, "order.{Region}.placed")]
public sealed partial record OrderPlaced(string Id, string Region);

[Message(Names.Exchange, "order.{Region}.reserved")]
public sealed partial record StockReserved(string Id, string Region);

/// <summary>Nobody publishes it; it is sent to the mail queue, whose handler knows it.</summary>
[Message]
public sealed partial record Note(string Text);

/// <summary>What happened to a payment: one message, of which each case is handled in one place.</summary>
[Message(Names.Exchange, "payment.{Region}.happened"), Union]
public abstract partial record PaymentEvent
{
    private PaymentEvent() { }

    public required string Region { get; init; }

    public sealed record Paid(string Id, decimal Amount) : PaymentEvent;

    public sealed record Refused(string Id, string Why) : PaymentEvent;
}
