namespace Waybill.Crash.Simulate;

/// <summary>What one life of a broker is to be like.</summary>
internal sealed record LifePlan
{
    private const int MostOperations = 160;
    private const int MostSteps = 400;

    /// <summary>The device's operation at which the process ends.</summary>
    public required int EndAt { get; init; }

    /// <summary>Whether its machine ends with it.</summary>
    public required bool IsPowerCut { get; init; }

    /// <summary>The device's operation that fails; -1 for none.</summary>
    public required int FailAt { get; init; }

    /// <summary>After how many steps it ends, when no operation has ended it.</summary>
    public required int Steps { get; init; }

    /// <summary>Whether it is closed in order then.</summary>
    public required bool IsClosed { get; init; }

    /// <summary>Of a hundred steps, how many are the user's and not the broker's.</summary>
    public required int UserShare { get; init; }

    /// <summary>Of a hundred operations of the device, during how many others go on.</summary>
    public required int Overlap { get; init; }

    /// <summary>The least time between two checkpoints.</summary>
    public required TimeSpan CheckpointInterval { get; init; }

    /// <summary>Whether nothing goes wrong in it, and it takes everything that is left.</summary>
    public bool IsLast { get; private init; }

    public static LifePlan Draw(Random random) =>
        new()
        {
            EndAt = random.Next(3) == 0 ? int.MaxValue : random.Next(1, MostOperations),
            IsPowerCut = random.Next(2) == 0,
            FailAt = random.Next(6) == 0 ? random.Next(MostOperations) : -1,
            Steps = random.Next(20, MostSteps),
            IsClosed = random.Next(2) == 0,
            UserShare = random.Next(10, 70),
            Overlap = random.Next(3) == 0 ? 0 : random.Next(60),
            CheckpointInterval = random.Next(2) == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(1),
        };

    public static LifePlan Last { get; } =
        new()
        {
            EndAt = int.MaxValue,
            IsPowerCut = false,
            FailAt = -1,
            Steps = 0,
            IsClosed = true,
            UserShare = 0,
            Overlap = 0,
            CheckpointInterval = TimeSpan.Zero,
            IsLast = true,
        };
}
