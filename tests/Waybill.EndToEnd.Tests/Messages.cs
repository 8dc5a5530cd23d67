namespace Waybill.EndToEnd.Tests;

[Message(Names.Exchange, "order.{Region}.placed")]
public sealed partial record OrderPlaced(string Id, string Region);

[Message(Names.Exchange, "order.{Region}.reserved")]
public sealed partial record StockReserved(string Id, string Region);

/// <summary>Nobody publishes it; it is sent to the mail queue, whose handler knows it.</summary>
[Message]
public sealed partial record Note(string Text);
