namespace Waybill.AotApp;

/// <summary>Compares what was seen with what was expected, and says both.</summary>
internal sealed class Expectations(TextWriter output)
{
    public bool AllHeld { get; private set; } = true;

    public void That<T>(string what, T expected, T seen)
    {
        var holds = EqualityComparer<T>.Default.Equals(expected, seen);
        AllHeld &= holds;
        output.WriteLine(holds ? $"ok {what}: {seen}" : $"FAILED {what}: expected {expected}, saw {seen}");
    }
}
