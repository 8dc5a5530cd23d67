using Waybill;

namespace Beta;

/// <summary>Writes down which invoices there are.</summary>
[Handler(Billing.Protocol)]
[NaturallyIdempotent("Sees the same invoice twice and says the same.")]
public static class ProtocolHandler
{
    public static void Handle(InvoiceWritten invoice) { }
}
