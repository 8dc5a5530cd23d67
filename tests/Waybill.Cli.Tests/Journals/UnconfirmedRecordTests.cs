using System.Text.Json.Nodes;
using Waybill.Cli.Tests.Support;
using Waybill.Storage.Devices;

namespace Waybill.Cli.Tests.Journals;

/// <summary>What stands in a record that does not match its checksum is told as that: any bit of it may be the wrong one.</summary>
public sealed class UnconfirmedRecordTests
{
    private const string Segment = "0000000000000000.segment";
    private const int HeaderBytes = 24;

    [Fact]
    public async Task Whatever_bit_is_wrong_no_id_is_told_as_certain_and_no_queue_that_there_is_not()
    {
        using var folder = new TempFolder();
        var lsn = await WriteAsync(folder);
        var path = Path.Combine(folder.Path, Segment);
        var good = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        var (told, named) = (0, 0);
        for (var at = lsn + HeaderBytes; at < lsn + HeaderBytes + BitConverter.ToInt32(good, (int)lsn); at++)
        {
            var bytes = (byte[])good.Clone();
            bytes[at] ^= 0x40;
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);

            var text = (await CommandRun.RunAsync("journal", "verify", folder.Path)).AssertExit(1).Output;
            var json = JsonNode.Parse((await CommandRun.RunAsync("journal", "verify", folder.Path, "--json")).AssertExit(1).Output)!;

            var lost = Assert.Single(json["lost"]!.AsArray())!;
            Assert.False((bool)lost["idConfirmed"]!);
            Assert.Contains($"  b: a message (LSN {lsn}, 0", text, StringComparison.Ordinal);
            Assert.DoesNotContain("lost-symbol", text, StringComparison.Ordinal);
            foreach (var message in json["damage"]!.AsArray().SelectMany(static damage => damage!["unconfirmedMessages"]!.AsArray()))
            {
                Assert.Equal(["b"], message!["queues"]!.AsArray().Select(static queue => (string)queue!));
                named++;
            }

            told += lost["id"] is null ? 0 : 1;
        }

        // Most bits leave the rest to be read.
        Assert.True(told > 8 && named > 8, $"{told} ids were told, and {named} messages named.");
    }

    [Fact]
    public async Task The_id_of_a_whole_record_is_certain()
    {
        using var folder = new TempFolder();
        long death;
        await using (var writer = await JournalWriter.OpenAsync(new DirectoryDevice(folder.Path)))
        {
            var lsn = await writer.PublishAsync("dead", "b");
            death = await writer.SettleAsync(Waybill.Broker.Records.OutcomeCode.DeadLettered, "b", lsn, "b.dead");
            writer.Checkpoint();
        }

        var path = Path.Combine(folder.Path, Segment);
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes[death + HeaderBytes + BitConverter.ToInt32(bytes, (int)death) - 1] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);

        var json = JsonNode.Parse((await CommandRun.RunAsync("journal", "verify", folder.Path, "--json")).AssertExit(1).Output)!;

        var lost = Assert.Single(json["lost"]!.AsArray())!;
        Assert.Equal(($"{JournalWriter.Id(1)}", true, true), ((string)lost["id"]!, (bool)lost["idConfirmed"]!, (bool)lost["onlyHistory"]!));
    }

    private static async Task<long> WriteAsync(TempFolder folder)
    {
        await using var writer = await JournalWriter.OpenAsync(new DirectoryDevice(folder.Path));
        var lsn = await writer.PublishAsync("text", "b");
        await writer.FlowAsync(segments: 3);
        writer.Checkpoint();
        return lsn;
    }
}
