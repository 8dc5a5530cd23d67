namespace Waybill.Crash.Simulate.Model;

/// <summary>Where a copy of a message is.</summary>
/// <param name="Queue">The queue that has it; null: it is not there, not yet or not any more.</param>
/// <param name="Failed">How often an attempt failed there.</param>
internal readonly record struct CopyState(string? Queue, int Failed)
{
    public static CopyState Absent { get; } = new(null, 0);

    public bool IsAbsent => Queue is null;

    public override string ToString() => IsAbsent ? "absent" : $"in {Queue}, failed {Failed} times";
}
