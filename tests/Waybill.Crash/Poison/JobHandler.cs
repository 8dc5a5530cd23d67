using System.Diagnostics;

namespace Waybill.Crash.Poison;

/// <summary>Does a job, some of which nobody survives.</summary>
[Handler(Names.Tasks, Concurrency = 8)]
[NaturallyIdempotent("It only says which job it did.")]
internal static class JobHandler
{
    public static async Task HandleAsync(Job job, CancellationToken cancellationToken)
    {
        // So that several are at work at once, and the innocent are marked beside the poison.
        await Task.Delay(TimeSpan.FromMilliseconds(2), cancellationToken);
        switch (job.Poison)
        {
            case Poison.FailFast:
                Environment.FailFast($"Job {job.Number} is poison.");
                break;
            case Poison.StackOverflow:
                Console.Error.WriteLine(Overflow(job.Number));
                break;
            case Poison.Kill:
                Process.GetCurrentProcess().Kill();
                break;
        }

        PoisonChild.Say($"H{job.Number}");
    }

    private static int Overflow(int depth) => depth < 0 ? 0 : Overflow(depth + 1) + Overflow(depth + 2) + 1;
}
