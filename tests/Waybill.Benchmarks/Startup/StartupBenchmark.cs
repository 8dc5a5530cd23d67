using System.Reflection;
using Waybill.Benchmarks.Harness;

namespace Waybill.Benchmarks.Startup;

/// <summary>From the start of a process to its first message handled, and to its end.</summary>
internal static class StartupBenchmark
{
    public static async Task<int> RunAsync(RunOptions options, string? native, CancellationToken cancellationToken)
    {
        await new Suite("startup", "ms", Baselines.HostAlone, [("startup", () => Subjects(native))]).RunAsync(options, cancellationToken);
        return 0;
    }

    private static IReadOnlyList<Subject> Subjects(string? native)
    {
        List<Subject> subjects =
        [
            new StartupSubject(Baselines.HostAlone, "", PathOf("HostAlone")),
            new StartupSubject("Waybill", "", PathOf("Waybill")),
            new StartupSubject("WolverineFx", "", PathOf("WolverineFx")),
            new StartupSubject("MassTransit", "", PathOf("MassTransit")),
        ];
        if (native is not null)
        {
            subjects.Add(new StartupSubject("Waybill", "-aot", native));
        }

        return subjects;
    }

    private static string PathOf(string program) =>
        typeof(StartupBenchmark)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == $"Startup.{program}")
            .Value!;
}
