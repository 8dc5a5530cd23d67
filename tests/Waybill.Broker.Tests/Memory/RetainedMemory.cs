namespace Waybill.Broker.Tests.Memory;

/// <summary>What is measured by the size of the heap runs while nothing else fills it.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RetainedMemory
{
    public const string Name = "Retained memory";

    /// <summary>How many bytes are held after an action that were not before; of what it returns.</summary>
    internal static long Of(Func<object> action)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var held = action();
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(held);
        return after - before;
    }
}
