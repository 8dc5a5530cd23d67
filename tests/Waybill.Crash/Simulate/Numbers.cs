namespace Waybill.Crash.Simulate;

/// <summary>The messages' numbers, in the order that they are published in.</summary>
internal sealed class Numbers
{
    private long _last;

    public long Next() => _last++;
}
