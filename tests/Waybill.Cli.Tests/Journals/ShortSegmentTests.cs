using System.Text.Json.Nodes;
using Waybill.Cli.Tests.Support;

namespace Waybill.Cli.Tests.Journals;

/// <summary>A segment's file that something has cut short: told once, at the file's end, with what is left of it.</summary>
public sealed class ShortSegmentTests
{
    private const string Middle = "0000000000020000.segment";
    private const string Last = "0000000000030000.segment";
    private const long End = 203776;
    private const string Cut = "the file ends there, and a segment has 65536 bytes: something has cut it short";

    /// <summary>In a record, before the first batch, behind the mark of a clean close, in a batch behind the newest checkpoint, and in the header.</summary>
    [Theory]
    [InlineData(Middle, 0x8000, 163840, Cut + "; it can be read up to LSN 158784", "The log ends at LSN 203776, and was closed cleanly.")]
    [InlineData(
        Middle,
        0x800,
        133120,
        Cut + "; nothing of the log in it can be read",
        "The log ends at LSN 203776, and was closed cleanly."
    )]
    [InlineData(
        Last,
        0x8000,
        229376,
        Cut + "; what is cut off held nothing of the log",
        "The log ends at LSN 203776, and was closed cleanly."
    )]
    [InlineData(
        Last,
        0x1450,
        201808,
        Cut + "; it can be read up to LSN 201792",
        "The log can be read up to LSN 201792. Where it ended cannot be told: the file that it is in is cut short."
    )]
    [InlineData(
        Middle,
        20,
        131092,
        "the file ends there, before its header does: something has cut it short",
        "The log ends at LSN 203776, and was closed cleanly."
    )]
    public async Task What_is_left_is_told(string file, int length, long lsn, string reason, string end)
    {
        using var folder = await DamagedFolder.WriteAsync();
        CutShort(folder, file, length);

        var text = (await CommandRun.RunAsync("journal", "verify", folder.Path)).AssertExit(1).Output;
        var lines = text.ReplaceLineEndings("\n").Split('\n');

        Assert.Equal($"  {file}, byte {length} (LSN {lsn}): {reason}.", Assert.Single(lines, line => line.Contains(".segment, byte")));
        Assert.Equal(end, lines[^3]);
    }

    /// <summary>Wherever it is cut, nothing is said of places behind the file's end, every record before the cut comes, and a copy can be made of the rest.</summary>
    [Theory]
    [InlineData(Middle, false)]
    [InlineData(Last, false)]
    [InlineData(Last, true)]
    public async Task Wherever_it_is_cut(string file, bool isNextPrepared)
    {
        using var folder = await DamagedFolder.WriteAsync();
        var whole = await File.ReadAllBytesAsync(Path.Combine(folder.Path, file), TestContext.Current.CancellationToken);
        var records = await RecordsAsync(folder.Path, 0);
        if (isNextPrepared)
        {
            folder.PrepareNext();
        }

        for (var length = whole.Length - 1; length > 64; length -= 1999)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.Path, file), whole[..length], TestContext.Current.CancellationToken);
            using var target = new TempFolder();

            var verify = JsonNode.Parse((await CommandRun.RunAsync("journal", "verify", folder.Path, "--json")).AssertExit(1).Output)!;
            var left = await RecordsAsync(folder.Path, 1);
            (await CommandRun.RunAsync("journal", "repair", folder.Path, "--copy", target.Path)).AssertExit(0);

            var damage = Assert.Single(verify["damage"]!.AsArray())!;
            Assert.Equal((file, length), ((string)damage["file"]!, (int)damage["offset"]!));
            Assert.StartsWith(Cut, (string)damage["reason"]!, StringComparison.Ordinal);
            Assert.Null(damage["readableAgainFrom"]);
            Assert.Null(verify["tail"]);
            Assert.Equal(file == Middle || length >= End - 0x30000 ? End : null, (long?)verify["endLsn"]);
            var (from, to) = (Convert.ToInt64(file[..16], 16), Convert.ToInt64(file[..16], 16) + whole.Length);
            Assert.Equal(
                records.Where(record => record.Lsn < from || record.End <= from + length || record.Lsn >= to).Select(record => record.Lsn),
                left.Select(record => record.Lsn)
            );
            (await CommandRun.RunAsync("journal", "verify", target.Path)).AssertExit(0);
        }
    }

    /// <summary>A segment that the log has not come to is told too.</summary>
    [Fact]
    public async Task A_file_that_was_made_ahead()
    {
        using var folder = await DamagedFolder.WriteAsync();
        folder.PrepareNext();
        CutShort(folder, "0000000000040000.segment", 0x8000);

        var text = (await CommandRun.RunAsync("journal", "verify", folder.Path)).AssertExit(1).Output;

        Assert.Contains($"  0000000000040000.segment, byte 32768 (LSN 294912): {Cut}; what is cut off held nothing of the log.", text);
        Assert.Contains("The log ends at LSN 203776, and was closed cleanly.", text, StringComparison.Ordinal);
    }

    /// <summary>A message whose record cannot be read any more was there, since a later segment tells of it.</summary>
    [Fact]
    public async Task Messages_in_what_is_cut_off_are_lost_where_later_records_tell_so()
    {
        using var folder = new TempFolder();
        long lost;
        await using (var writer = await JournalWriter.OpenAsync(new Waybill.Storage.Devices.DirectoryDevice(folder.Path)))
        {
            lost = await writer.PublishAsync("lost", "b");
            await writer.FlowAsync(segments: 2);
            await writer.SettleAsync(Waybill.Broker.Records.OutcomeCode.Retried, "b", lost);
        }

        using (var file = File.Open(Path.Combine(folder.Path, "0000000000000000.segment"), FileMode.Open))
        {
            file.SetLength(lost + 20);
        }

        var verify = JsonNode.Parse((await CommandRun.RunAsync("journal", "verify", folder.Path, "--json")).AssertExit(1).Output)!;

        Assert.Contains($"b {lost}", verify["lost"]!.AsArray().Select(message => $"{message!["queue"]} {message["lsn"]}"));
    }

    /// <summary>What a message may have been is told also where the walk's buffer ends with its batch, and is filled anew behind it.</summary>
    [Fact]
    public async Task A_message_that_the_cut_goes_through_at_the_end_of_a_buffer()
    {
        using var folder = new TempFolder();
        const int BufferEnd = 4096 + (256 * 1024);
        long last = 0;
        var options = new Waybill.Storage.JournalOptions
        {
            SegmentBytes = 1024 * 1024,
            BufferBytes = 16 * 1024,
            MaxGather = TimeSpan.Zero,
            Salt = static () => 7,
        };
        await using (var writer = await JournalWriter.OpenAsync(new Waybill.Storage.Devices.DirectoryDevice(folder.Path), options))
        {
            while (writer.End.Lsn < BufferEnd)
            {
                // A batch of one sector until batches of eight end where the buffer does.
                last = await writer.PublishAsync(new string('x', writer.End.Lsn % 4096 == 0 && writer.End.Lsn > 0 ? 3700 : 1), "a");
            }

            Assert.Equal(BufferEnd, writer.End.Lsn);
        }

        using (var file = File.Open(Path.Combine(folder.Path, "0000000000000000.segment"), FileMode.Open))
        {
            file.SetLength(last + 1000);
        }

        var verify = JsonNode.Parse((await CommandRun.RunAsync("journal", "verify", folder.Path, "--json")).AssertExit(1).Output)!;

        var damage = Assert.Single(verify["damage"]!.AsArray())!;
        Assert.Equal(last, (long)Assert.Single(damage["unconfirmedMessages"]!.AsArray())!["lsn"]!);
    }

    private static void CutShort(DamagedFolder folder, string name, long length)
    {
        using var file = File.Open(Path.Combine(folder.Path, name), FileMode.Open);
        file.SetLength(length);
    }

    // Each with its end, as its payload's length says.
    private static async Task<List<(long Lsn, long End)>> RecordsAsync(string folder, int exitCode)
    {
        var run = (await CommandRun.RunAsync("journal", "dump", folder, "--json")).AssertExit(exitCode);
        return
        [
            .. run
                .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(static line => JsonNode.Parse(line)!)
                .Where(static item => (string)item["type"]! != "damage")
                .Select(static item => ((long)item["lsn"]!, (long)item["lsn"]! + 24 + ((int?)item["bytes"] ?? 0))),
        ];
    }
}
