using System.Text.Json.Nodes;
using Waybill.Broker.Records;
using Waybill.Cli.Tests.Support;
using Waybill.Storage.Devices;

namespace Waybill.Cli.Tests.Journals;

/// <summary>A publish that cannot be read, and what later records tell of its message: the queues that settled it, and the one where it is missing now.</summary>
public sealed class LostEntryTests
{
    private const string Text = "a text that stands nowhere else";

    /// <summary>What became of the message in queue "a", of its dead letter, and what is lost then; "b" has settled it, and "c" nobody knows.</summary>
    [Theory]
    [InlineData(nameof(OutcomeCode.Completed), null, "c", null)]
    [InlineData(nameof(OutcomeCode.Discarded), null, "c", null)]
    [InlineData(nameof(OutcomeCode.DeadLettered), null, "c", "a.dead")]
    [InlineData(nameof(OutcomeCode.DeadLettered), nameof(OutcomeCode.Retried), "c", "a.dead")]
    [InlineData(nameof(OutcomeCode.DeadLettered), nameof(OutcomeCode.DeadLettered), "c", "a.buried")]
    [InlineData(nameof(OutcomeCode.DeadLettered), nameof(OutcomeCode.Discarded), "c", null)]
    [InlineData(nameof(OutcomeCode.Retried), null, "a, c", "a")]
    [InlineData(nameof(OutcomeCode.LeaseExpired), null, "a, c", "a")]
    public async Task Behind_the_checkpoint(string code, string? later, string open, string? lost)
    {
        using var folder = new TempFolder();
        using var target = new TempFolder();
        await using (var writer = await JournalWriter.OpenAsync(new DirectoryDevice(folder.Path)))
        {
            await writer.PublishAsync("before", "c");
            writer.Checkpoint();
            var lsn = await writer.PublishAsync(Text, "a", "b", "c");
            var death = await writer.SettleAsync(
                Enum.Parse<OutcomeCode>(code),
                "a",
                lsn,
                code == nameof(OutcomeCode.DeadLettered) ? "a.dead" : null
            );
            await writer.SettleAsync(OutcomeCode.Completed, "b", lsn);
            if (later is { } next)
            {
                await writer.SettleAsync(
                    Enum.Parse<OutcomeCode>(next),
                    "a.dead",
                    death,
                    next == nameof(OutcomeCode.DeadLettered) ? "a.buried" : null
                );
            }
        }

        await DamageAsync(folder.Path);

        var verify = JsonNode.Parse((await CommandRun.RunAsync("journal", "verify", folder.Path, "--json")).AssertExit(1).Output)!;
        var text = (await CommandRun.RunAsync("journal", "verify", folder.Path)).AssertExit(1).Output;
        var repair = JsonNode.Parse(
            (await CommandRun.RunAsync("journal", "repair", folder.Path, "--copy", target.Path, "--json")).AssertExit(0).Output
        )!;

        Assert.Equal(lost, LostOf(verify));
        Assert.Equal(lost, LostOf(repair));
        Assert.Contains(
            $"It may have held message {JournalWriter.Id(2)} of type Shop.OrderPlaced for {open}: ",
            text,
            StringComparison.Ordinal
        );
        (await CommandRun.RunAsync("journal", "verify", target.Path)).AssertExit(0);
    }

    [Fact]
    public async Task A_message_that_all_its_queues_settled_is_lost_to_none()
    {
        using var folder = new TempFolder();
        await using (var writer = await JournalWriter.OpenAsync(new DirectoryDevice(folder.Path)))
        {
            var lsn = await writer.PublishAsync(Text, "a", "b");
            await writer.SettleAsync(OutcomeCode.Completed, "a", lsn);
            await writer.CompleteAsync("b", lsn, await writer.PublishAsync("another", "b"));
        }

        await DamageAsync(folder.Path);

        var verify = JsonNode.Parse((await CommandRun.RunAsync("journal", "verify", folder.Path, "--json")).AssertExit(1).Output)!;

        Assert.Empty(verify["lost"]!.AsArray());
        Assert.Empty(Assert.Single(verify["damage"]!.AsArray())!["unconfirmedMessages"]!.AsArray());
    }

    /// <summary>The checkpoint knows the message in "a"; where it is now, or that it is settled, only the records behind it tell.</summary>
    [Theory]
    [InlineData(nameof(OutcomeCode.DeadLettered), "a.dead")]
    [InlineData(nameof(OutcomeCode.Retried), "a")]
    [InlineData(nameof(OutcomeCode.Completed), null)]
    public async Task Before_the_checkpoint_and_settled_behind_it(string code, string? lost)
    {
        using var folder = new TempFolder();
        await using (var writer = await JournalWriter.OpenAsync(new DirectoryDevice(folder.Path)))
        {
            var lsn = await writer.PublishAsync(Text, "a");
            writer.Checkpoint();
            await writer.SettleAsync(Enum.Parse<OutcomeCode>(code), "a", lsn, code == nameof(OutcomeCode.DeadLettered) ? "a.dead" : null);
        }

        await DamageAsync(folder.Path);

        var verify = JsonNode.Parse((await CommandRun.RunAsync("journal", "verify", folder.Path, "--json")).AssertExit(1).Output)!;

        Assert.Equal(lost, LostOf(verify, 1));
    }

    // The queue that the message is missing in, of the one that is lost.
    private static string? LostOf(JsonNode found, int number = 2)
    {
        if (found["lost"]!.AsArray() is not [{ } lost])
        {
            Assert.Empty(found["lost"]!.AsArray());
            return null;
        }

        Assert.Equal((JournalWriter.Id(number).ToString(), false), ((string)lost["id"]!, (bool)lost["onlyHistory"]!));
        return (string)lost["queue"]!;
    }

    private static async Task DamageAsync(string folder)
    {
        // The next segment may be there already.
        var file = Directory.GetFiles(folder, "*.segment").Order(StringComparer.Ordinal).First();
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(Text))] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
    }
}
