using Waybill.Cli.Tests.Support;
using Waybill.Storage;
using Waybill.Storage.Cleaning;
using Waybill.Storage.Devices;
using Waybill.Storage.Format;
using Waybill.Storage.Inspection;
using Waybill.Storage.Segments;
using Waybill.Storage.Tests.Support;

namespace Waybill.Cli.Tests.Journals;

/// <summary>Files that nobody writes by accident: nothing throws, and nothing takes for ever.</summary>
public sealed class HostileFileTests
{
    private const string First = "0000000000000000.segment";
    private const int SegmentBytes = 64 << 20;
    private const int PayloadBytes = 3 << 19;
    private const int Records = 4;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(60)]
    [InlineData(511)]
    public async Task A_segment_of_unknown_size_ends_anywhere(int bytes)
    {
        using var folder = new TempFolder();
        await using (var writer = await JournalWriter.OpenAsync(new DirectoryDevice(folder.Path)))
        {
            await writer.PublishAsync("one", "a");
        }

        using (var file = File.Open(Path.Combine(folder.Path, First), FileMode.Open))
        {
            file.SetLength(8192 + bytes);
            file.Position = 20;
            file.WriteByte(1);
            // Not zeros, to be looked at.
            file.Position = 8192;
            file.Write(
                new byte[bytes]
                    .Select(_ => (byte)1)
                    .ToArray()
            );
        }

        var verify = (await CommandRun.RunAsync("journal", "verify", folder.Path)).AssertExit(1);

        Assert.Contains("3 whole records in 4 batches", verify.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7fffffffffffffff.checkpoint")]
    [InlineData("7fffffffffff0000.segment")]
    public async Task A_name_that_no_log_comes_to_is_nothing_of_the_journal(string name)
    {
        using var folder = await DamagedFolder.WriteAsync();
        using var target = new TempFolder();
        folder.Damage("record's payload");
        await File.WriteAllTextAsync(Path.Combine(folder.Path, name), "far away");

        (await CommandRun.RunAsync("journal", "repair", folder.Path, "--copy", target.Path)).AssertExit(0);

        (await CommandRun.RunAsync("journal", "verify", target.Path)).AssertExit(0);
        Assert.Equal("far away", await File.ReadAllTextAsync(Path.Combine(target.Path, name)));
    }

    /// <summary>Each header says that all that follows is its own: a checksum for each would take very long.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_payload_full_of_headers_costs_a_look_at_each(bool isSparse)
    {
        var device = new SimulatedDevice();
        if (isSparse)
        {
            WriteSparse(device);
        }
        else
        {
            await WriteBatchesAsync(device);
        }

        var walk = Task.Run(async () =>
        {
            using var folder = await JournalFolder.OpenAsync(device, CancellationToken.None);
            return new LogWalk(folder).Items().Count(item => item.Kind == LogItemKind.Damage);
        });

        Assert.True(await walk.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken) > 0);
    }

    private static void WriteSparse(SimulatedDevice device)
    {
        var place = JournalFormat.SegmentHeaderBytes;
        var records = Enumerable.Range(0, Records).Select(i => Hostile(place + (i * (long)JournalFormat.RecordBytes(PayloadBytes))));
        new SparseWriter(device, () => 1).Write(SegmentBytes, 0, records);
        for (var i = 0; i < Records; i++, place += JournalFormat.RecordBytes(PayloadBytes))
        {
            Break(device, place);
        }
    }

    private static async Task WriteBatchesAsync(SimulatedDevice device)
    {
        var options = new JournalOptions
        {
            SegmentBytes = SegmentBytes,
            BufferBytes = JournalFormat.MaxBatchBytes,
            MaxRecordBytes = PayloadBytes,
            Salt = () => 1,
        };
        await using var writer = await JournalWriter.OpenAsync(device, options);
        long place = JournalFormat.SegmentHeaderBytes;
        for (var i = 0; i < Records; i++)
        {
            var hostile = Hostile(place + JournalFormat.BatchHeaderBytes);
            await writer.AppendAsync(1, hostile.Payload.ToArray());
            Break(device, (int)hostile.Lsn);
            place = writer.End.Lsn;
        }
    }

    private static void Break(SimulatedDevice device, int record) =>
        device[First].Bytes.AsSpan(record, JournalFormat.RecordHeaderBytes).Fill(1);

    private static JournalRecord Hostile(long lsn)
    {
        var payload = new byte[PayloadBytes];
        for (var at = 8; at + JournalFormat.RecordHeaderBytes <= payload.Length; at += JournalFormat.RecordAlignment)
        {
            var length = payload.Length - at - JournalFormat.RecordHeaderBytes;
            RecordHeader.Write(ref payload[at], length, 1, lsn + JournalFormat.RecordHeaderBytes + at, previousCrc: 7, payloadState: 0);
        }

        return new JournalRecord(lsn, 1, payload);
    }
}
