namespace Waybill.Crash.Simulate;

/// <summary>What one life of a broker is to be like.</summary>
internal sealed record LifePlan
{
    private const int MostOperations = 160;
    private const int MostSteps = 400;
    private const int FewSteps = 60;

    // A few messages, and more than there ever are.
    private const long LittleBytes = 6_000;
    private const long MuchBytes = 64 << 20;

    private static readonly string[] s_threads = ["waybill journal", Turns.Broker, Turns.Work];

    private static readonly RoomPlan[] s_full = [RoomPlan.Comes, RoomPlan.None, RoomPlan.Taken, RoomPlan.ComesInSteps];

    private static readonly RoomPlan[] s_rooms = [RoomPlan.Passes, RoomPlan.RunsOut, RoomPlan.RunsOut, .. s_full];

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

    /// <summary>Whether everything is answered before it is closed.</summary>
    public required bool IsRested { get; init; }

    /// <summary>Of a hundred steps, how many are the user's and not the broker's.</summary>
    public required int UserShare { get; init; }

    /// <summary>Of a hundred operations of the device, during how many others go on.</summary>
    public required int Overlap { get; init; }

    /// <summary>The least time between two checkpoints.</summary>
    public required TimeSpan CheckpointInterval { get; init; }

    /// <summary>How much room there is on the disk.</summary>
    public required RoomPlan Room { get; init; }

    /// <summary>Which thread hardly ever has its turn; null: none.</summary>
    public required string? Slow { get; init; }

    /// <summary>Whether it ends when there is hardly anything left of the last segment, and no next one.</summary>
    public required bool EndsTight { get; init; }

    /// <summary>How much may wait for room.</summary>
    public required long WaitingBytes { get; init; }

    /// <summary>What its user likes to do.</summary>
    public required Habit Habit { get; init; }

    /// <summary>Whether nothing goes wrong in it, and it takes everything that is left.</summary>
    public bool IsLast { get; private init; }

    /// <param name="random">Decides.</param>
    /// <param name="isFull">Whether the disk is full when it begins; then it mostly stays so for a while.</param>
    public static LifePlan Draw(Random random, bool isFull) =>
        new()
        {
            EndAt = random.Next(3) == 0 ? int.MaxValue : random.Next(1, MostOperations),
            IsPowerCut = random.Next(2) == 0,
            FailAt = random.Next(6) == 0 ? random.Next(MostOperations) : -1,
            Steps = random.Next(20, MostSteps),
            IsClosed = random.Next(2) == 0,
            IsRested = random.Next(2) == 0,
            UserShare = random.Next(10, 70),
            Overlap = random.Next(3) == 0 ? 0 : random.Next(60),
            CheckpointInterval = random.Next(2) == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(1),
            Room =
                isFull && random.Next(4) != 0 ? s_full[random.Next(s_full.Length)]
                : random.Next(3) == 0 ? s_rooms[random.Next(s_rooms.Length)]
                : RoomPlan.Plenty,
            Slow = random.Next(2) == 0 ? s_threads[random.Next(s_threads.Length)] : null,
            EndsTight = random.Next(3) == 0,
            WaitingBytes = random.Next(3) == 0 ? LittleBytes : MuchBytes,
            Habit = Habit.Draw(random),
        };

    /// <summary>The last life.</summary>
    /// <param name="random">Decides.</param>
    /// <param name="isFull">Whether the disk is full when it begins; then it is so for a while.</param>
    public static LifePlan DrawLast(Random random, bool isFull) =>
        new()
        {
            EndAt = int.MaxValue,
            IsPowerCut = false,
            FailAt = -1,
            Steps = random.Next(2) == 0 ? 0 : random.Next(FewSteps),
            IsClosed = true,
            IsRested = true,
            UserShare = 50,
            Overlap = 0,
            CheckpointInterval = TimeSpan.Zero,
            Room = isFull || random.Next(4) == 0 ? RoomPlan.None : RoomPlan.Plenty,
            Slow = null,
            EndsTight = false,
            WaitingBytes = MuchBytes,
            Habit = Habit.Draw(random),
            IsLast = true,
        };
}
