namespace OrderPipeline;

/// <summary>The warehouse has no more of an article.</summary>
public sealed class OutOfStockException(string sku) : Exception($"No stock of {sku}.");
