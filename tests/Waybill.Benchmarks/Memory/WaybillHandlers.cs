namespace Waybill.Benchmarks.Memory;

[Handler(MemoryNames.Small)]
internal static class SmallHandler
{
    public static void Handle(Small message) => Arrivals.Handled();
}

/// <summary>One instance a delivery, from a scope of its own.</summary>
[Handler(MemoryNames.SmallScoped)]
internal sealed class SmallScopedHandler(ScopedService service)
{
    public void Handle(SmallScoped message) => service.Handled();
}

[Handler(MemoryNames.Order)]
internal static class OrderHandler
{
    public static void Handle(OrderCreated message) => Arrivals.Handled();
}

/// <summary>What makes a scope necessary.</summary>
internal sealed class ScopedService
{
    private int _handled;

    public void Handled()
    {
        _handled++;
        Arrivals.Handled();
    }
}
