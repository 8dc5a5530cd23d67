using Waybill.Cli.Tests.Support;
using Waybill.Storage.Format;
using Waybill.Storage.Inspection;
using Waybill.Storage.Tests.Support;

namespace Waybill.Cli.Tests.Journals;

/// <summary>
/// A body that is made to look like the log, for a disk on which what stands before it reads as zeros: what is not known is matched by nothing, and by no zeros either.
/// </summary>
public sealed class ForgedRecordTests
{
    private const string First = "0000000000000000.segment";
    private const int HeaderBytes = 4096;
    private const int RecordHeaderBytes = 24;
    private const int Sector = 512;
    private const byte Forged = 99;

    [Fact]
    public async Task Behind_a_record_whose_header_reads_as_zeros()
    {
        var body = Body();
        var (device, lsn) = await WriteAsync(body);
        var at = device[First].Bytes.AsSpan().IndexOf(body);
        var place = (at + 31) / 32 * 32;
        WriteForged(body.AsSpan(place - at), place, previous: 0);
        (device, _) = await WriteAsync(body);
        device[First].Bytes.AsSpan((int)lsn, RecordHeaderBytes).Clear();

        await AssertNotBelievedAsync(device);
    }

    [Fact]
    public async Task Behind_a_record_of_a_sparse_segment_whose_header_reads_as_zeros()
    {
        var body = Body();
        var (device, lsn) = await WriteSparseAsync(body);
        var at = device[First].Bytes.AsSpan().IndexOf(body);
        WriteForged(body.AsSpan(((at + 31) / 32 * 32) - at), lsn + 32, previous: 0);
        (device, _) = await WriteSparseAsync(body);
        device[First].Bytes.AsSpan(HeaderBytes, RecordHeaderBytes).Clear();

        await AssertNotBelievedAsync(device);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task In_a_segment_whose_header_reads_as_zeros(bool seedIsZero)
    {
        var seed = seedIsZero ? 0 : Crc32C.Of(new byte[60]);
        var body = Body();
        var (device, _) = await WriteAsync(body);
        var at = device[First].Bytes.AsSpan().IndexOf(body);
        var place = (at + Sector - 1) / Sector * Sector;
        new BatchHeader(BatchKind.Records, place, 96, 1, 0, seed).Write(body.AsSpan(place - at), seed);
        WriteForged(body.AsSpan(place - at + 64), place + 64, seed);
        (device, _) = await WriteAsync(body);
        device[First].Bytes.AsSpan(0, HeaderBytes).Clear();

        await AssertNotBelievedAsync(device);
        // The true seed stands in the first batch.
        using var folder = await JournalFolder.OpenAsync(device, CancellationToken.None);
        Assert.Equal(4, new LogWalk(folder).Items().Count(item => item.Kind == LogItemKind.Record));
    }

    private static async Task AssertNotBelievedAsync(SimulatedDevice device)
    {
        using var folder = await JournalFolder.OpenAsync(device, CancellationToken.None);
        var items = new LogWalk(folder).Items().ToList();
        Assert.Contains(items, item => item.Kind == LogItemKind.Damage);
        Assert.DoesNotContain(items, item => item.Kind == LogItemKind.Record && item.Record.Type == Forged);
    }

    private static byte[] Body()
    {
        var body = new byte[4000];
        new Random(1).NextBytes(body);
        return body;
    }

    private static void WriteForged(Span<byte> destination, long lsn, uint previous)
    {
        var payload = destination.Slice(RecordHeaderBytes, 8);
        RecordHeader.Write(ref destination[0], payload.Length, Forged, lsn, previous, Crc32C.Continue(Crc32C.Start, payload));
    }

    private static async Task<(SimulatedDevice Device, long Lsn)> WriteAsync(byte[] body)
    {
        var device = new SimulatedDevice();
        await using var writer = await JournalWriter.OpenAsync(device);
        var lsn = await writer.PublishAsync(body, "Shop.OrderPlaced", "a");
        await writer.PublishAsync("behind", "a");
        return (device, lsn);
    }

    // In segment 0, and alone there.
    private static async Task<(SimulatedDevice Device, long Lsn)> WriteSparseAsync(byte[] body)
    {
        var device = new SimulatedDevice();
        await using var writer = await JournalWriter.OpenAsync(device);
        var lsn = await writer.PublishAsync(body, "Shop.OrderPlaced", "b");
        await writer.FlowAsync(segments: 3);
        writer.Checkpoint();
        await writer.FlowAsync(segments: 4);
        writer.Checkpoint();
        return (device, lsn);
    }
}
