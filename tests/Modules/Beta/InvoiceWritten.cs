using Waybill;

namespace Beta;

/// <summary>An invoice was written.</summary>
[Message(Billing.Exchange)]
public sealed partial record InvoiceWritten(string OrderId);
