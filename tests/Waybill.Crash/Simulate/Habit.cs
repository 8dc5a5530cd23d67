namespace Waybill.Crash.Simulate;

/// <summary>What the user of a life likes to do: where all lives are alike on average, none comes to what only much of one thing leads to.</summary>
/// <param name="Publishes">Of a hundred steps, how many publish.</param>
/// <param name="Settles">How many settle.</param>
/// <param name="Answers">Of a hundred outcomes, how many publish something.</param>
/// <param name="Fails">How many fail, in one way or another.</param>
internal sealed record Habit(int Publishes, int Settles, int Answers, int Fails)
{
    public static Habit Draw(Random random) =>
        random.Next(4) switch
        {
            0 => new Habit(60, 25, 10, 40),
            1 => new Habit(20, 65, 60, 20),
            2 => new Habit(30, 50, 10, 70),
            _ => new Habit(43, 43, 15, 40),
        };
}
