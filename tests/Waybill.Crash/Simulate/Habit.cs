namespace Waybill.Crash.Simulate;

/// <summary>What the user of a life likes to do: where all lives are alike on average, none comes to what only much of one thing leads to.</summary>
/// <param name="Publishes">Of a hundred steps, how many publish.</param>
/// <param name="Settles">How many settle.</param>
/// <param name="Answers">Of a hundred outcomes, how many publish something.</param>
/// <param name="Fails">How many fail, in one way or another.</param>
/// <param name="Waits">Of a hundred publishes that there may be no room for, how many are published all the same.</param>
/// <param name="Bursts">Of a hundred steps that publish, how many outrun the disk.</param>
internal sealed record Habit(int Publishes, int Settles, int Answers, int Fails, int Waits, int Bursts)
{
    public static Habit Draw(Random random)
    {
        var (waits, bursts) = random.Next(3) == 0 ? (90, 3) : (0, 0);
        return random.Next(4) switch
        {
            0 => new Habit(60, 25, 10, 40, waits, bursts),
            1 => new Habit(20, 65, 60, 20, waits, bursts),
            2 => new Habit(30, 50, 10, 70, waits, bursts),
            _ => new Habit(43, 43, 15, 40, waits, bursts),
        };
    }
}
