using System.Globalization;
using System.Text;
using Waybill.Storage.Tests.Support;

namespace Waybill.Storage.Tests;

/// <summary>Pins the bytes of docs/format/journal.md. A difference here is a new format version, or a mistake.</summary>
public sealed class GoldenFileTests
{
    private const string Segment = "0000000000000000.segment";
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
        var bytes = Parse(await File.ReadAllLinesAsync(_golden, TestContext.Current.CancellationToken));
        using (var file = device.Create(Segment, bytes.Length))
        {
            file.Write(0, bytes);
        }
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

    private static async Task WriteAsync(SimulatedDevice device)
    {
        var (journal, client) = await TestJournal.OpenAsync(device);
        await client.CommitTogetherAsync(journal, Ascii("first"), Ascii("second, in the same batch"));
        await journal.CommitAsync(Ascii("third"), CommitLevel.Written);
        await journal.DisposeAsync();
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    // One line for 16 bytes that are not all zero, and the file's length in the last.
    private static string Dump(byte[] bytes)
    {
        var text = new StringBuilder();
        for (var at = 0; at < bytes.Length; at += 16)
        {
            if (bytes.AsSpan(at, 16).ContainsAnyExcept((byte)0))
            {
                text.Append(CultureInfo.InvariantCulture, $"{at:x8}  {Convert.ToHexStringLower(bytes, at, 16)}\n");
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
