using Waybill.Broker;
using Waybill.Broker.Records;
using Waybill.Cli.Tests.Support;
using Waybill.Storage.Devices;

namespace Waybill.Cli.Tests.Journals;

/// <summary>What the log and a checkpoint together tell, and the log alone does not.</summary>
public sealed class RefusedRepairTests
{
    private const string Middle = "0000000000010000.segment";

    /// <summary>Without a checkpoint the log alone says what was settled: where something of it is missing, settled messages would come again.</summary>
    [Theory]
    [InlineData("sparse", 1)]
    [InlineData("missing", 1)]
    [InlineData("unreadable", 1)]
    [InlineData("whole", 0)]
    public async Task A_log_that_is_not_whole_is_refused_without_its_checkpoint(string what, int exitCode)
    {
        using var folder = new TempFolder();
        using var target = new TempFolder();
        await using (var writer = await JournalWriter.OpenAsync(new DirectoryDevice(folder.Path)))
        {
            foreach (var segments in (int[])[2, 3, 4])
            {
                // What waits keeps its segment.
                await writer.PublishAsync("patient", "b");
                await writer.FlowAsync(segments);
                if (what == "sparse")
                {
                    writer.Checkpoint();
                }
            }
        }

        foreach (var checkpoint in Directory.GetFiles(folder.Path, "*.checkpoint"))
        {
            await File.WriteAllBytesAsync(checkpoint, new byte[100]);
        }

        Assert.Equal(4, Directory.GetFiles(folder.Path, "*.segment").Length);
        var middle = Path.Combine(folder.Path, Middle);
        switch (what)
        {
            case "missing":
                File.Delete(middle);
                break;
            case "unreadable":
                await File.WriteAllBytesAsync(middle, new byte[64 * 1024]);
                break;
            case "whole":
                var bytes = await File.ReadAllBytesAsync(middle);
                bytes[20] ^= 1;
                await File.WriteAllBytesAsync(middle, bytes);
                break;
        }

        var run = (await CommandRun.RunAsync("journal", "repair", folder.Path, "--copy", target.Path)).AssertExit(exitCode);

        if (exitCode == 1)
        {
            Assert.Contains("is not repaired: no checkpoint can be read, and the log cannot be read from its beginning", run.Output);
            Assert.Empty(Directory.GetFileSystemEntries(target.Path));
        }
    }

    /// <summary>It waits in a queue of its own accord, and died into the same one: without its history nothing tells the two apart.</summary>
    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public async Task A_dead_letter_that_lost_its_history_is_not_there_beside_the_same_message(bool lost, int left)
    {
        using var folder = new TempFolder();
        using var target = new TempFolder();
        long death;
        await using (var writer = await JournalWriter.OpenAsync(new DirectoryDevice(folder.Path)))
        {
            var lsn = await writer.PublishAsync("dead", "b", "dead");
            death = await writer.SettleAsync(OutcomeCode.DeadLettered, "b", lsn, "dead");
            writer.Checkpoint();
        }

        var file = Path.Combine(folder.Path, "0000000000000000.segment");
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[death + 30] ^= (byte)(lost ? 1 : 0);
        bytes[17] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        (await CommandRun.RunAsync("journal", "repair", folder.Path, "--copy", target.Path)).AssertExit(0);

        using var inspector = await EmbeddedBrokerInspector.OpenAsync(target.Path);
        Assert.Equal(
            (left, left),
            (inspector.Browse("dead", 10).Count, inspector.GetQueueStatus().Single(queue => queue.Name == "dead").Ready)
        );
    }

    /// <summary>It died in two queues and lies twice in the dead-letter queue, told apart by its deaths: when both are lost nothing does any more.</summary>
    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public async Task A_dead_letter_that_lost_both_of_its_histories_is_there_once(int lost, int left)
    {
        using var folder = new TempFolder();
        using var target = new TempFolder();
        var deaths = new List<long>();
        await using (var writer = await JournalWriter.OpenAsync(new DirectoryDevice(folder.Path)))
        {
            await writer.PublishAsync("patient", "patient");
            var lsn = await writer.PublishAsync("dead", "b", "c");
            deaths.Add(await writer.SettleAsync(OutcomeCode.DeadLettered, "b", lsn, "dead"));
            deaths.Add(await writer.SettleAsync(OutcomeCode.DeadLettered, "c", lsn, "dead"));
            writer.Checkpoint();
        }

        var file = Path.Combine(folder.Path, "0000000000000000.segment");
        var bytes = await File.ReadAllBytesAsync(file);
        deaths.Take(lost).ToList().ForEach(death => bytes[death + 30] ^= 1);
        // So that there is something to repair in any case.
        bytes[17] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        (await CommandRun.RunAsync("journal", "repair", folder.Path, "--copy", target.Path)).AssertExit(0);

        using var inspector = await EmbeddedBrokerInspector.OpenAsync(target.Path);
        var dead = inspector.Browse("dead", 10);
        Assert.Equal((left, left), (dead.Count, inspector.GetQueueStatus().Single(queue => queue.Name == "dead").Ready));
        Assert.All(dead, message => Assert.Equal("dead"u8, message.Body.Span));
        Assert.Equal(2 - lost, dead.Sum(message => message.Deaths.Count));
        Assert.Single(inspector.Browse("patient", 10));
    }
}
