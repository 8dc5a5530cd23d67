using System.Text.Json.Nodes;
using Waybill.Broker.Records;
using Waybill.Cli.Tests.Support;
using Waybill.Storage.Devices;

namespace Waybill.Cli.Tests.Journals;

/// <summary><c>waybill journal dump --queue</c>: dead letters with their messages, and a word where there is nothing.</summary>
public sealed class DumpedQueueTests
{
    [Fact]
    public async Task A_dead_letter_is_shown_with_its_message()
    {
        using var folder = await DamagedFolder.WriteAsync();

        var run = (await CommandRun.RunAsync("journal", "dump", folder.Path, "--queue", "b.dead")).AssertExit(0);

        Assert.Equal(
            """
            6720 outcome bytes=76 dead-lettered queue=b entry={"lsn":5696,"index":0} deadLetterQueue=b.dead deaths=[{"queue":"b","reason":"rejected","count":1,"first":"2026-01-02T03:04:05.000Z","last":"2026-01-02T03:04:05.000Z","exception":"Shop.BadOrderException","message":"No such order."}]
              00000000-0000-7000-8000-000000000002 Shop.OrderPlaced published=2026-01-02T03:04:05.002Z durability=flushed routingKey=order.placed queues=b bodyBytes=4
                64656164

            """.ReplaceLineEndings(),
            run.Output.ReplaceLineEndings()
        );
    }

    /// <summary>Also where it had died before, and by a schema.</summary>
    [Fact]
    public async Task A_dead_letter_is_read_by_a_schema()
    {
        using var folder = new TempFolder();
        var assembly = Compiled.Write(
            "namespace Shop; [Message] public sealed partial record Line(string Sku, [Sensitive] string Card);",
            folder
        );
        var data = Path.Combine(folder.Path, "data");
        await using (var writer = await JournalWriter.OpenAsync(new DirectoryDevice(data)))
        {
            var lsn = await writer.PublishAsync([0x0A, 1, (byte)'A', 0x12, 1, (byte)'4'], "Shop.Line", "a", "b");
            var death = await writer.SettleAsync(OutcomeCode.DeadLettered, "a", lsn, "a.dead");
            await writer.SettleAsync(OutcomeCode.DeadLettered, "a.dead", death, "buried");
        }

        var line = Assert.Single(await LinesAsync(data, "buried", "--schema", assembly));
        var other = Assert.Single(await LinesAsync(data, "b"));

        Assert.Equal("""{"Sku":"A","Card":"***"}""", line["deadLetter"]!["body"]!.ToJsonString());
        Assert.Equal(
            (JournalWriter.Id(1).ToString(), "Shop.Line", "order.placed"),
            ((string)line["deadLetter"]!["id"]!, (string)line["deadLetter"]!["type"]!, (string)line["deadLetter"]!["routingKey"]!)
        );
        Assert.Null(other["deadLetter"]);
    }

    [Fact]
    public async Task A_dead_letter_whose_message_cannot_be_read_says_so()
    {
        using var folder = new TempFolder();
        await using (var writer = await JournalWriter.OpenAsync(new DirectoryDevice(folder.Path)))
        {
            await writer.SettleAsync(OutcomeCode.DeadLettered, "a", await writer.PublishAsync("message", "a"), "a.dead");
        }

        var file = Directory.GetFiles(folder.Path, "*.segment").Order(StringComparer.Ordinal).First();
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        bytes[bytes.AsSpan().IndexOf("message"u8)] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);

        var run = (await CommandRun.RunAsync("journal", "dump", folder.Path, "--queue", "a.dead")).AssertExit(1);

        Assert.EndsWith("  (the record of its message cannot be read)", run.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("No queue 'B' in this folder; there are a, b, b.dead.", "--queue", "B")]
    [InlineData("No queue 'Shop.OrderPlaced' in this folder; there are a, b, b.dead.", "--queue", "Shop.OrderPlaced")]
    [InlineData("No record between LSN 5200 and 5300.", "--from", "5200", "--to", "5300")]
    [InlineData("No record from LSN 9000000 on.", "--from", "9000000")]
    [InlineData("No record up to LSN 7.", "--to", "7")]
    [InlineData("No record from LSN 100000 on speaks of queue 'b.dead'.", "--queue", "b.dead", "--from", "100000")]
    public async Task Where_there_is_nothing_it_says_so(string error, params string[] options)
    {
        using var folder = await DamagedFolder.WriteAsync();

        var run = (await CommandRun.RunAsync(["journal", "dump", folder.Path, .. options])).AssertExit(2);

        Assert.Empty(run.Output);
        Assert.Equal(error, run.Errors.Trim());
    }

    /// <summary>What is damaged is said first, and is no record of the queue.</summary>
    [Fact]
    public async Task A_queue_that_is_not_there_is_no_queue_in_a_damaged_folder_either()
    {
        using var folder = await DamagedFolder.WriteAsync();
        folder.Damage("record's payload");

        var run = (await CommandRun.RunAsync("journal", "dump", folder.Path, "--queue", "B")).AssertExit(2);

        Assert.Contains(" damage ", run.Output, StringComparison.Ordinal);
        Assert.StartsWith("No queue 'B' in this folder; ", run.Errors, StringComparison.Ordinal);
    }

    private static async Task<List<JsonNode>> LinesAsync(string folder, string queue, params string[] options)
    {
        var run = (await CommandRun.RunAsync(["journal", "dump", folder, "--json", "--queue", queue, .. options])).AssertExit(0);
        return [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }
}
