using System.Globalization;
using System.Text;
using Waybill.Storage.Tests.Support;

namespace Waybill.Storage.Tests;

/// <summary>Pins the bytes of docs/format/journal.md. A difference here is a new format version, or a mistake.</summary>
public sealed class GoldenFileTests
{
    private const string Segment = "0000000000000000.segment";
    private const int SegmentBytes = 64 * 1024;
    private static readonly string _golden = Path.Combine(AppContext.BaseDirectory, "Golden", "journal-v1.hex");

    private static readonly string _goldenCheckpoint = Path.Combine(AppContext.BaseDirectory, "Golden", "checkpoint-v1.hex");

    [Fact]
    public async Task The_bytes_on_disk_are_those_of_version_1()
    {
        var device = new SimulatedDevice();
        await WriteAsync(device);
        Assert.Equal(await File.ReadAllTextAsync(_golden, TestContext.Current.CancellationToken), Dump(device[Segment].Bytes));
    }

    [Fact]
    public async Task A_file_of_version_1_can_be_read()
    {
        var device = new SimulatedDevice();
        await PutAsync(device, Segment, _golden);
        var recovered = (await TestJournal.RecoverAsync(device)).Recovered;
        Assert.Equal(
            [
                [],
                Ascii("first"),
                Ascii("second, in the same batch"),
                Ascii("third"),
            ],
            recovered.Select(record => record.Payload)
        );
        Assert.Equal([4160, 4672, 4704, 5184], recovered.Select(record => record.Lsn));
    }

    [Fact]
    public async Task A_checkpoint_has_the_bytes_of_version_1_and_is_read_from_them()
    {
        var golden = await File.ReadAllTextAsync(_goldenCheckpoint, TestContext.Current.CancellationToken);
        var device = new SimulatedDevice();
        await WriteAsync(device);
        var (journal, client) = await TestJournal.OpenAsync(device);
        await journal.CommitAsync(Ascii("fourth"));
        journal.WriteCheckpoint(client.End, [Ascii("what the records "), Ascii("have come to")]);
        var name = $"{client.End.Lsn:x16}.checkpoint";
        await journal.DisposeAsync();

        Assert.Equal(golden.Trim(), Convert.ToHexStringLower(device[name].Bytes));

        Convert.FromHexString(golden.Trim()).CopyTo(device[name].Bytes, 0);
        Assert.Equal(Ascii("what the records have come to"), (await TestJournal.RecoverAsync(device)).Checkpoint!.Value.Content);
    }

    [Fact]
    public async Task A_sparse_segment_has_the_bytes_of_version_1_and_is_read_from_them()
    {
        var golden = GoldenOf("sparse");
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        byte[][] payloads = [Ascii("kept", 2000), Ascii("gone"), Ascii("kept too, and the last of its block", 2048), Ascii("alone")];
        var records = new List<Appended>();
        foreach (var payload in payloads)
        {
            records.Add(await journal.CommitAsync(payload));
        }

        await SumUpAsync(journal, client);
        var kept = new[] { 0, 2, 3 };
        Assert.Equal(1, journal.Clean(new LiveAt(kept.Select(index => records[index].Lsn))).Rewritten);
        await journal.DisposeAsync();

        Assert.Equal(await File.ReadAllTextAsync(golden, TestContext.Current.CancellationToken), Dump(device[Segment].Bytes));

        await PutAsync(device, Segment, golden);
        (journal, _) = await TestJournal.OpenAsync(device);
        foreach (var index in kept)
        {
            Assert.Equal(payloads[index], journal.ReadRecord(records[index].Lsn).Payload.ToArray());
        }

        await journal.DisposeAsync();
    }

    [Fact]
    public async Task A_recycled_segment_has_the_bytes_of_version_1_and_is_read_from_them()
    {
        var golden = GoldenOf("recycled");
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        await journal.CommitAsync(Ascii("of the first use"));
        await journal.CommitAsync(Ascii("behind, where the second use does not come"));
        await SumUpAsync(journal, client);
        await FlowAsync(journal, client, segments: 1);
        Assert.Equal(1, journal.Clean(LiveAt.Nothing).Retired);
        var last = await FlowAsync(journal, client, segments: 1);
        var name = $"{last.Lsn / SegmentBytes * SegmentBytes:x16}.segment";
        await journal.DisposeAsync();

        Assert.Equal(await File.ReadAllTextAsync(golden, TestContext.Current.CancellationToken), Dump(device[name].Bytes));

        await PutAsync(device, name, golden);
        Assert.Equal(Ascii("of the second use"), (await TestJournal.RecoverAsync(device)).Recovered[^1].Payload);
    }

    private static string GoldenOf(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", $"{name}-v1.hex");

    // Two checkpoints in the second segment: what is in the first may go.
    private static async Task SumUpAsync(Journal journal, RecordingClient client)
    {
        await FlowAsync(journal, client, segments: 1);
        for (var i = 0; i < 2; i++)
        {
            await journal.CommitAsync(Ascii("mark"));
            journal.WriteCheckpoint(client.End, [Ascii("content")]);
        }
    }

    // To the beginning of a segment further on.
    private static async Task<Appended> FlowAsync(Journal journal, RecordingClient client, int segments)
    {
        var end = (client.End.Lsn / SegmentBytes) + segments;
        while (client.End.Lsn / SegmentBytes < end)
        {
            await journal.CommitAsync(new byte[2048]);
        }

        return await journal.CommitAsync(Ascii("of the second use"));
    }

    private static async Task PutAsync(SimulatedDevice device, string name, string golden)
    {
        var bytes = Parse(await File.ReadAllLinesAsync(golden, TestContext.Current.CancellationToken));
        using var file = device.Create(name, bytes.Length);
        file.Write(0, bytes);
    }

    private static async Task WriteAsync(SimulatedDevice device)
    {
        var (journal, client) = await TestJournal.OpenAsync(device);
        await client.CommitTogetherAsync(journal, Ascii("first"), Ascii("second, in the same batch"));
        await journal.CommitAsync(Ascii("third"), CommitLevel.Written);
        await journal.DisposeAsync();
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    private static byte[] Ascii(string text, int bytes)
    {
        var padded = new byte[bytes];
        Encoding.ASCII.GetBytes(text, padded);
        return padded;
    }

    // One line for 16 bytes that are not all zero, and the file's length in the last.
    private static string Dump(byte[] bytes)
    {
        var text = new StringBuilder();
        for (var at = 0; at < bytes.Length; at += 16)
        {
            var line = bytes.AsSpan(at, Math.Min(16, bytes.Length - at));
            if (line.ContainsAnyExcept((byte)0))
            {
                text.Append(CultureInfo.InvariantCulture, $"{at:x8}  {Convert.ToHexStringLower(line)}\n");
            }
        }
        return text.Append(CultureInfo.InvariantCulture, $"{bytes.Length:x8}\n").ToString();
    }

    private static byte[] Parse(string[] lines)
    {
        var bytes = new byte[int.Parse(lines[^1], NumberStyles.HexNumber, CultureInfo.InvariantCulture)];
        foreach (var line in lines[..^1])
        {
            var at = int.Parse(line.AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            Convert.FromHexString(line.AsSpan(10)).CopyTo(bytes, at);
        }
        return bytes;
    }
}
