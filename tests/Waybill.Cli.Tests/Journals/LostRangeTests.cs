using System.Text.Json.Nodes;
using Waybill.Broker.Records;
using Waybill.Cli.Tests.Support;
using Waybill.Storage.Devices;

namespace Waybill.Cli.Tests.Journals;

/// <summary>What is lost is told queue by queue and in order; neighbours of a queue in one line, and each of them in the JSON.</summary>
public sealed class LostRangeTests
{
    private const string Segment = "0000000000000000.segment";

    [Fact]
    public async Task Messages_between_which_a_queue_has_none_that_can_be_read_are_one_line()
    {
        using var folder = new TempFolder();
        var published = await WriteAsync(folder, producer: null, "c", "b", "b", "b", "b", "b", "b");
        Flip(folder, [.. published.Where((_, at) => at != 4)]);

        var (lines, json) = await VerifyAsync(folder);

        Assert.Equal(
            [
                $"  b: 3 messages (LSN {published[1]}, 0 to LSN {published[3]}, 0; perhaps {Id(2)} to {Id(4)}: so it stands in the damaged record) are needed and cannot be read; --json lists each.",
                $"  b: 2 messages (LSN {published[5]}, 0 to LSN {published[6]}, 0; perhaps {Id(6)} to {Id(7)}: so it stands in the damaged record) are needed and cannot be read.",
                $"  c: a message (LSN {published[0]}, 0; perhaps {Id(1)}: so it stands in the damaged record) is needed and cannot be read.",
                "  Lost in all: 6 messages (b: 5, c: 1).",
            ],
            lines.SkipWhile(static line => !line.StartsWith("  b: ", StringComparison.Ordinal)).Take(4)
        );
        Assert.Equal(
            ["b 2", "b 3", "b 4", "b 6", "b 7", "c 1"],
            json["lost"]!.AsArray().Select(lost => $"{lost!["queue"]} {Guid.Parse((string)lost["id"]!).ToString()[^1]}")
        );
    }

    [Fact]
    public async Task So_are_those_whose_segment_is_gone()
    {
        using var folder = new TempFolder();
        var published = await WriteAsync(folder, producer: null, "b", "c", "b");
        File.Delete(Path.Combine(folder.Path, Segment));

        var (lines, _) = await VerifyAsync(folder);

        Assert.Contains($"  b: 2 messages (LSN {published[0]}, 0 to LSN {published[2]}, 0) are needed and cannot be read.", lines);
    }

    [Fact]
    public async Task And_those_that_only_lose_their_histories()
    {
        using var folder = new TempFolder();
        var (messages, deaths) = (new List<long>(), new List<long>());
        await using (var writer = await JournalWriter.OpenAsync(new DirectoryDevice(folder.Path)))
        {
            for (var i = 0; i < 2; i++)
            {
                messages.Add(await writer.PublishAsync("dead", "b"));
                deaths.Add(await writer.SettleAsync(OutcomeCode.DeadLettered, "b", messages[i], "b.dead"));
            }

            writer.Checkpoint();
        }

        Flip(folder, deaths);

        var (lines, _) = await VerifyAsync(folder);

        Assert.Contains(
            $"  b.dead: the histories of 2 messages, {Id(1)} to {Id(2)} (LSN {messages[0]}, 0 to LSN {messages[1]}, 0), cannot be read; the messages can.",
            lines
        );
    }

    /// <summary>Of a message whose id is lost its producer's neighbouring numbers are what is left to look for.</summary>
    [Theory]
    [InlineData("till-3", true, true)]
    [InlineData("till-3", false, false)]
    [InlineData(null, true, false)]
    public async Task Where_ids_are_lost_and_producers_numbered_the_messages_dump_is_named(string? producer, bool isGone, bool isTold)
    {
        using var folder = new TempFolder();
        var published = await WriteAsync(folder, producer, "b", "b");
        if (isGone)
        {
            File.Delete(Path.Combine(folder.Path, Segment));
        }
        else
        {
            Flip(folder, published);
        }

        var (verify, _) = await VerifyAsync(folder);
        var repair = (await CommandRun.RunAsync("journal", "repair", folder.Path, "--dry-run")).AssertExit(1);

        var hint =
            $"  Producers number what they publish: waybill journal dump {folder.Path} shows the sequences of what is left, and what was sent with one between two of them may be lost.";
        Assert.Equal(isTold, verify.Contains(hint));
        Assert.Equal(isTold, repair.Output.ReplaceLineEndings("\n").Split('\n').Contains(hint));
    }

    private static Guid Id(int number) => JournalWriter.Id(number);

    // A message for each queue in the first segment, which the checkpoint knows.
    private static async Task<List<long>> WriteAsync(TempFolder folder, string? producer, params string[] queues)
    {
        var published = new List<long>();
        await using var writer = await JournalWriter.OpenAsync(new DirectoryDevice(folder.Path));
        writer.Producer = producer;
        foreach (var queue in queues)
        {
            published.Add(await writer.PublishAsync("text", queue));
        }

        await writer.FlowAsync(segments: 3);
        writer.Checkpoint();
        return published;
    }

    // In the body, or what tells of deaths: the rest of the record can be understood.
    private static void Flip(TempFolder folder, List<long> records)
    {
        var path = Path.Combine(folder.Path, Segment);
        var bytes = File.ReadAllBytes(path);
        foreach (var record in records)
        {
            bytes[record + 24 + BitConverter.ToInt32(bytes, (int)record) - 1] ^= 1;
        }

        File.WriteAllBytes(path, bytes);
    }

    private static async Task<(string[] Lines, JsonNode Json)> VerifyAsync(TempFolder folder) =>
        (
            (await CommandRun.RunAsync("journal", "verify", folder.Path)).AssertExit(1).Output.ReplaceLineEndings("\n").Split('\n'),
            JsonNode.Parse((await CommandRun.RunAsync("journal", "verify", folder.Path, "--json")).AssertExit(1).Output)!
        );
}
