using Waybill;

namespace OrderPipeline;

/// <summary>One line of an order.</summary>
[Message]
public sealed partial record OrderLine(string Sku, int Quantity, decimal Price);
