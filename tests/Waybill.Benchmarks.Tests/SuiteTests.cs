using System.Text.Json;
using Spectre.Console;
using Waybill.Benchmarks.Harness;

namespace Waybill.Benchmarks.Tests;

public sealed class SuiteTests
{
    [Fact]
    public async Task The_file_is_an_array_with_one_entry_a_subject_and_case()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("waybill-bench-tests-").FullName, "figures.json");
        try
        {
            await Suite([new ScriptedSubject("raw", [], 10, 20, 30), new ScriptedSubject("Waybill", [], 5, 5, 7)])
                .RunAsync(new RunOptions(Rounds: 3, WarmUps: 0, Seconds: 0, Json: file), CancellationToken.None);

            using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
            Assert.Equal(
                """[{"benchmark":"durable","case":"one","subject":"raw","median":20,"unit":"records/s","allocated":2},"""
                    + """{"benchmark":"durable","case":"two","subject":"raw","median":40,"unit":"records/s","allocated":0},"""
                    + """{"benchmark":"durable","case":"one","subject":"Waybill","median":5,"unit":"records/s","allocated":0.5},"""
                    + """{"benchmark":"durable","case":"two","subject":"Waybill","median":10,"unit":"records/s","allocated":0}]""",
                JsonSerializer.Serialize(json.RootElement)
            );

            var read = await Sample.ReadAsync(file, TestContext.Current.CancellationToken);
            Assert.Equal(new Sample("durable", "one", "Waybill", 5, "records/s", 0.5), read[2]);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    [Fact]
    public async Task Only_the_subjects_that_were_named_run()
    {
        List<string> diary = [];
        var samples = await Suite([new ScriptedSubject("raw", diary, 1), new ScriptedSubject("Waybill", diary, 1)])
            .RunAsync(new RunOptions(Rounds: 1, WarmUps: 0, Seconds: 0, Subjects: ["waybill"]), CancellationToken.None);

        Assert.All(samples, static sample => Assert.Equal("Waybill", sample.Subject));
        Assert.DoesNotContain("run raw", diary);
    }

    [Fact]
    public async Task A_figure_may_have_a_unit_of_its_own()
    {
        var subject = new ScriptedSubject("raw", [], 10) { SecondUnit = "bytes" };
        var samples = await Suite([subject]).RunAsync(new RunOptions(Rounds: 1, WarmUps: 0, Seconds: 0), CancellationToken.None);

        Assert.Equal([("one", "records/s"), ("two", "bytes")], samples.Select(static sample => (sample.Case, sample.Unit)));
    }

    [Fact]
    public void The_table_shows_the_ratio_to_the_baseline()
    {
        Series raw = new("one", "raw");
        raw.Add(new Figure("one", 200, 0));
        Series ours = new("one", "Waybill");
        ours.Add(new Figure("one", 50, 1.5));

        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 140;
        Report.Write(console, Suite([]), [raw, ours]);

        var line = writer.ToString().Split('\n').Single(static line => line.Contains("Waybill", StringComparison.Ordinal));
        Assert.Equal(["Waybill", "50.0", "50.0..50.0", "0.250", "1.500"], line.Split('│', StringSplitOptions.TrimEntries)[1..^1]);
    }

    private static Suite Suite(IReadOnlyList<Subject> subjects) => new("durable", "records/s", Baselines.Raw, [("one", () => subjects)]);
}
