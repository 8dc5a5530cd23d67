using System.Text.Json.Nodes;
using Waybill.Broker;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Cli.Tests.Support;

namespace Waybill.Cli.Tests.Journals;

/// <summary><c>waybill journal repair</c>: the folder stays as it is, the copy is whole, and what is lost is told.</summary>
public sealed class JournalRepairTests
{
    /// <summary>In queues "a", "b" and "b.dead", of 3, 2 and 1 messages.</summary>
    public static TheoryData<string, int, int, int> Left
    {
        get
        {
            var data = new TheoryData<string, int, int, int>();
            foreach (var kind in DamagedFolder.Kinds.Select(row => row.Data))
            {
                switch (kind)
                {
                    case "sparse record":
                        data.Add(kind, 3, 1, 1);
                        break;
                    case "record's payload" or "record's length":
                        data.Add(kind, 2, 1, 1);
                        break;
                    case "missing segment":
                        data.Add(kind, 0, 1, 1);
                        break;
                    case "missing sparse segment":
                        // The dead-letter queue is not there any more: see MissingSegmentTests.
                        break;
                    default:
                        data.Add(kind, 3, 2, 1);
                        break;
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Left))]
    public async Task The_copy_has_what_can_be_read(string kind, int a, int b, int dead)
    {
        using var folder = await DamagedFolder.WriteAsync();
        using var target = new TempFolder();
        var damage = folder.Damage(kind);
        var before = folder.Fingerprint();
        var copy = Path.Combine(target.Path, "copy");

        var dry = JsonNode.Parse(
            (await CommandRun.RunAsync("journal", "repair", folder.Path, "--dry-run", "--json")).AssertExit(1).Output
        )!;
        var run = (await CommandRun.RunAsync("journal", "repair", folder.Path, "--copy", copy)).AssertExit(0);
        (await CommandRun.RunAsync("journal", "verify", copy)).AssertExit(0);

        Assert.Equal(before, folder.Fingerprint());
        Assert.EndsWith($"{copy} is a repaired copy, and whole.", run.Output.Trim(), StringComparison.Ordinal);
        Assert.Equal(damage.Lost, dry["lost"]!.AsArray().Select(lost => $"{lost!["queue"]} {lost["lsn"]} {lost["id"] ?? "-"}"));
        Assert.Equal(
            dry["putAside"]!.AsArray().Select(name => $"{name}.damaged"),
            Directory.GetFiles(copy, "*.damaged").Order(StringComparer.Ordinal).Select(Path.GetFileName)
        );
        Assert.All(
            dry["putAside"]!.AsArray().Select(name => (string)name!),
            name =>
                Assert.Equal(File.ReadAllBytes(Path.Combine(folder.Path, name)), File.ReadAllBytes(Path.Combine(copy, $"{name}.damaged")))
        );
        using var inspector = await EmbeddedBrokerInspector.OpenAsync(copy);
        var status = inspector.GetQueueStatus().ToDictionary(queue => queue.Name, queue => queue.Ready + queue.Delayed + queue.Parked);
        Assert.Equal((a, b, dead), (status["a"], status["b"], status["b.dead"]));
        Assert.Equal(dead, inspector.Browse("b.dead", 10).Count);
        Assert.Equal(b, inspector.Browse("b", 10).Count);
    }

    [Theory]
    [InlineData("batch header")]
    [InlineData("record's payload")]
    [InlineData("sparse record")]
    public async Task A_segment_that_was_made_ahead_does_not_look_like_a_lost_one(string kind)
    {
        using var folder = await DamagedFolder.WriteAsync();
        using var target = new TempFolder();
        folder.Damage(kind);
        folder.TearTail();
        folder.PrepareNext();
        var copy = Path.Combine(target.Path, "copy");

        (await CommandRun.RunAsync("journal", "repair", folder.Path, "--copy", copy)).AssertExit(0);

        (await CommandRun.RunAsync("journal", "verify", copy)).AssertExit(0);
    }

    [Fact]
    public async Task A_last_batch_that_a_crash_cut_short_is_cut_also_where_nothing_stands_behind()
    {
        using var folder = await DamagedFolder.WriteAsync();
        using var target = new TempFolder();
        folder.Damage("sparse record");
        folder.TearBatch();
        var copy = Path.Combine(target.Path, "copy");

        var verify = (await CommandRun.RunAsync("journal", "verify", folder.Path)).AssertExit(1);
        (await CommandRun.RunAsync("journal", "repair", folder.Path, "--copy", copy)).AssertExit(0);

        Assert.Contains(
            "The log ends at LSN 203360, in a batch that a crash cut short: no damage, and opening cuts it. If what it lacks was confirmed, the disk has lost it.",
            verify.Output,
            StringComparison.Ordinal
        );
        (await CommandRun.RunAsync("journal", "verify", copy)).AssertExit(0);
    }

    [Fact]
    public async Task What_a_message_was_is_told()
    {
        using var folder = await DamagedFolder.WriteAsync();
        folder.Damage("sparse record");

        var run = (await CommandRun.RunAsync("journal", "repair", folder.Path, "--dry-run")).AssertExit(1);

        Assert.Equal(
            $"""
            {folder.Path} is damaged in 1 place:
              0000000000000000.segment, byte 4096 (LSN 5184): a record does not match its checksum. Readable again from LSN 5696.
                It may have held message 00000000-0000-7000-8000-000000000001 of type Shop.OrderPlaced for b: so it stands there, and no checksum confirms it.
            0000000000000000.segment is put aside as 0000000000000000.segment.damaged, and what can be read of it takes its place.
            A new checkpoint stands for what can be read of the log.
              b: a message (LSN 5184, 0; perhaps 00000000-0000-7000-8000-000000000001: so it stands in the damaged record) is needed and cannot be read.
              Lost in all: 1 message (b: 1).

            """.ReplaceLineEndings(),
            run.Output.ReplaceLineEndings()
        );
    }

    [Fact]
    public async Task What_a_message_behind_the_checkpoint_may_have_been_is_told()
    {
        using var folder = await DamagedFolder.WriteAsync();
        folder.Damage("record's payload");

        var run = (await CommandRun.RunAsync("journal", "repair", folder.Path, "--dry-run")).AssertExit(1);

        Assert.Equal(
            $"""
            {folder.Path} is damaged in 1 place:
              0000000000030000.segment, byte 5184 (LSN 201792): a record does not match its checksum. Readable again from LSN 202240.
                It may have held message 00000000-0000-7000-8000-000000000019 of type Shop.OrderPlaced for a, b: so it stands there, and no checksum confirms it.
            0000000000030000.segment is put aside as 0000000000030000.segment.damaged, and what can be read of it takes its place.
            A new checkpoint stands for what can be read of the log.
              Damage behind the newest checkpoint may have held more: messages that nothing else tells of are lost, and those whose settlement is lost come again.

            """.ReplaceLineEndings(),
            run.Output.ReplaceLineEndings()
        );
    }

    [Fact]
    public async Task A_tail_is_cut_and_is_nothing_to_repair()
    {
        using var folder = await DamagedFolder.WriteAsync();
        using var target = new TempFolder();
        folder.TearTail();

        var dry = (await CommandRun.RunAsync("journal", "repair", folder.Path, "--dry-run")).AssertExit(0);
        var run = (await CommandRun.RunAsync("journal", "repair", folder.Path, "--copy", target.Path)).AssertExit(0);
        var copy = JsonNode.Parse((await CommandRun.RunAsync("journal", "verify", target.Path, "--json")).AssertExit(0).Output)!;

        Assert.Contains("needs no repair", dry.Output, StringComparison.Ordinal);
        Assert.Contains("200 bytes", dry.Output, StringComparison.Ordinal);
        Assert.EndsWith(
            $"{target.Path} is a plain copy: nothing was damaged, and nothing is repaired. It was opened and closed once, and is whole.",
            run.Output.Trim(),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("a repaired copy", run.Output, StringComparison.Ordinal);
        Assert.Null(copy["tail"]);
        Assert.True((bool)copy["closed"]!);
    }

    [Fact]
    public async Task Without_a_checkpoint_and_the_log_before_it_nothing_is_repaired()
    {
        using var folder = await DamagedFolder.WriteAsync();
        using var target = new TempFolder();
        folder.Damage("older checkpoint");
        folder.Damage("newest checkpoint's content");

        var run = (await CommandRun.RunAsync("journal", "repair", folder.Path, "--copy", target.Path)).AssertExit(1);

        Assert.Contains(
            $"{folder.Path} is not repaired: no checkpoint can be read, and the log cannot be read from its beginning",
            run.Output
        );
        Assert.Empty(Directory.GetFileSystemEntries(target.Path));
    }

    [Fact]
    public async Task It_never_runs_without_a_copy_or_over_something_else()
    {
        using var folder = await DamagedFolder.WriteAsync();
        folder.Damage("seal");

        var run = (await CommandRun.RunAsync("journal", "repair", folder.Path)).AssertExit(2);
        var both = (await CommandRun.RunAsync("journal", "repair", folder.Path, "--dry-run", "--copy", folder.Path)).AssertExit(2);
        var over = (await CommandRun.RunAsync("journal", "repair", folder.Path, "--copy", folder.Path)).AssertExit(2);

        Assert.StartsWith("repair never runs without a copy.", run.Errors, StringComparison.Ordinal);
        Assert.StartsWith("--dry-run and --copy exclude each other", both.Errors, StringComparison.Ordinal);
        Assert.StartsWith($"'{folder.Path}' is there already, and is no empty folder.", over.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_goes_on_with_a_repaired_copy()
    {
        using var folder = new TempFolder();
        using var target = new TempFolder();
        await BrokerFolder.WriteAsync(folder.Path);
        var last = Directory.GetFiles(folder.Path, "*.segment").Order(StringComparer.Ordinal).Last();
        var bytes = await File.ReadAllBytesAsync(last);
        Array.Clear(bytes, 20, 20);
        await File.WriteAllBytesAsync(last, bytes);

        (await CommandRun.RunAsync("journal", "repair", folder.Path, "--copy", target.Path)).AssertExit(0);

        await using (var broker = await TestBroker.OpenAsync(target.Path))
        {
            Assert.Equal(["patient"], await broker.TextsAsync("b"));
            await broker.PublishAsync("new", TestBroker.Both);
            Assert.Equal(["patient", "new"], await broker.TextsAsync("b"));
        }

        (await CommandRun.RunAsync("journal", "verify", target.Path)).AssertExit(0);
    }
}
