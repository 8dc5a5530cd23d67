using System.Buffers.Binary;
using System.Security.Cryptography;
using Waybill.Broker.Records;
using Waybill.Storage.Devices;
using Waybill.Storage.Format;
using Waybill.Storage.Segments;

namespace Waybill.Cli.Tests.Support;

/// <summary>Where damage is to be found.</summary>
/// <param name="File">The file.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Reason">What is said of it.</param>
/// <param name="Lost">Which messages of the newest checkpoint are lost: queue, position, id.</param>
internal sealed record ExpectedDamage(string File, long Offset, string Reason, params string[] Lost);

/// <summary>The small folder on disk, and ways to damage it.</summary>
internal sealed class DamagedFolder : Waybill.Storage.Tests.Support.TempDataDirectory
{
    private const string Sparse = "0000000000000000.segment";
    private const string Older = "0000000000020000.segment";
    private const string Last = "0000000000030000.segment";
    private const int HeaderBytes = 4096;
    private const int BatchHeaderBytes = 64;
    private const int SectorBytes = 512;

    public static TheoryData<string> Kinds =>
        [
            "sparse header",
            "sparse directory",
            "sparse record",
            "sparse record that tells of a death",
            "segment header",
            "segment header, all of it",
            "batch header",
            "record's payload",
            "record's length",
            "seal",
            "short segment",
            "missing segment",
            "missing sparse segment",
            "newest checkpoint's header",
            "newest checkpoint's content",
            "older checkpoint",
        ];

    public static TheoryData<string> NewerKinds =>
        ["segment", "kind of segment", "checkpoint", "batch", "last batch", "record", "last record"];

    private SmallFolder Content { get; set; } = new(0, 0, 0, 0);

    public string Path => Folder;

    public static async Task<DamagedFolder> WriteAsync()
    {
        var folder = new DamagedFolder();
        folder.Content = await SmallFolder.WriteAsync(new DirectoryDevice(folder.Folder));
        return folder;
    }

    /// <summary>Damages the folder.</summary>
    public ExpectedDamage Damage(string kind)
    {
        var late = Content.Late - Convert.ToInt64(Last[..16], 16);
        switch (kind)
        {
            case "sparse header":
                return Flip(Sparse, 17, 0, "header does not match its checksum");
            case "sparse directory":
                return Flip(Sparse, new FileInfo(At(Sparse)).Length - 16, 0, "directory does not match its checksum");
            case "sparse record":
                return Flip(Sparse, HeaderBytes + 80, HeaderBytes, "a record does not match", $"b {Content.Patient} {JournalWriter.Id(1)}");
            case "sparse record that tells of a death":
                var third = Behind(Sparse, Behind(Sparse, HeaderBytes));
                return Flip(Sparse, third + 30, third, "a record does not match", $"b.dead {Content.Dead} {JournalWriter.Id(2)}");
            case "segment header":
                return Flip(Older, 20, 0, "header does not match its checksum");
            case "segment header, all of it":
                Edit(Older, bytes => bytes.AsSpan(0, BatchHeaderBytes).Clear());
                return new ExpectedDamage(Older, 0, "this is no segment of a journal");
            case "batch header":
                return Flip(Last, late - BatchHeaderBytes + 20, late - BatchHeaderBytes, "a batch's header does not match");
            case "record's payload":
                return Flip(Last, late + 76, late, "a record does not match");
            case "record's length":
                return Flip(Last, late, late, "a record does not match");
            case "seal":
                return Flip(Older, Seal() + 20, Seal(), "does not match its checksums, and it was durable");
            case "short segment":
                using (var file = File.Open(At(Older), FileMode.Open))
                {
                    file.SetLength(0x8000);
                }

                return new ExpectedDamage(Older, 0x8000, "something has cut it short");
            case "missing segment":
                File.Delete(At(Last));
                return new ExpectedDamage(Last, 0, "the segment file is missing", $"a {Content.Waiting} -");
            case "missing sparse segment":
                File.Delete(At(Sparse));
                return new ExpectedDamage(
                    Sparse,
                    0,
                    "the segment file is missing, and 3 records in it are needed",
                    $"b {Content.Patient} -",
                    $"b.dead {Content.Dead} -"
                );
            case "newest checkpoint's header":
                return Flip(Checkpoints()[1], 20, 0, "header does not match its checksum");
            case "newest checkpoint's content":
                return Flip(Checkpoints()[1], 70, 64, "block at byte 64 does not match its checksum");
            case "older checkpoint":
                return Flip(Checkpoints()[0], 70, 64, "block at byte 64 does not match its checksum");
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, null);
        }
    }

    /// <summary>In the place of the mark of a clean close stands what a crash left of a batch.</summary>
    public void TearTail() =>
        Edit(
            Last,
            bytes =>
            {
                var mark = LastBatch(bytes);
                bytes.AsSpan(mark, SectorBytes).Clear();
                bytes.AsSpan(mark, 200).Fill(0xAB);
            }
        );

    /// <summary>In the place of the mark of a clean close stands a batch of two records, of which only the first came to the disk.</summary>
    public void TearBatch() =>
        Edit(
            Last,
            bytes =>
            {
                var (mark, lsn) = (LastBatch(bytes), Lsn(bytes, LastBatch(bytes)));
                BatchHeader.TryRead(bytes.AsSpan(mark), SeedOf(bytes), lsn, SectorBytes, out var end);
                (end with { Kind = BatchKind.Records, Length = BatchHeaderBytes + 64, RecordCount = 2, Frontier = lsn }).Write(
                    bytes.AsSpan(mark),
                    SeedOf(bytes)
                );
                var payload = bytes.AsSpan(mark + BatchHeaderBytes + 24, 1);
                payload[0] = RecordType.Version;
                var state = Crc32C.Continue(Crc32C.Start, payload);
                RecordHeader.Write(
                    ref bytes[mark + BatchHeaderBytes],
                    payload.Length,
                    RecordType.Mark,
                    lsn + BatchHeaderBytes,
                    end.ChainIn,
                    state
                );
            }
        );

    /// <summary>Raises a version as a newer build would write it, its checksum and all.</summary>
    /// <returns>Where it is to be found.</returns>
    public (string File, long Offset) WriteNewer(string kind)
    {
        var late = (int)(Content.Late - Convert.ToInt64(Last[..16], 16));
        switch (kind)
        {
            case "segment":
                Edit(Last, bytes => Seal(bytes, 8, 2, 60));
                return (Last, 0);
            case "kind of segment":
                Edit(Last, bytes => Seal(bytes, 9, 3, 60));
                return (Last, 0);
            case "checkpoint":
                Edit(Checkpoints()[1], bytes => Seal(bytes, 8, 2, 60));
                return (Checkpoints()[1], 0);
            case "batch":
                Edit(Last, bytes => RaiseBatch(bytes, late - BatchHeaderBytes));
                return (Last, late - BatchHeaderBytes);
            case "last batch":
                long mark = 0;
                Edit(Last, bytes => RaiseBatch(bytes, (int)(mark = LastBatch(bytes))));
                return (Last, mark);
            case "record":
                Edit(Last, bytes => RaiseRecord(bytes, late));
                return (Last, late);
            case "last record":
                long last = 0;
                Edit(
                    Last,
                    bytes =>
                    {
                        bytes.AsSpan(LastBatch(bytes), SectorBytes).Clear();
                        RaiseRecord(bytes, (int)(last = LastBatch(bytes) + BatchHeaderBytes));
                    }
                );
                return (Last, last);
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, null);
        }
    }

    /// <summary>The next segment is there already, as it is when the last one is an eighth full.</summary>
    public void PrepareNext() =>
        SegmentPreparer
            .Prepare(new DirectoryDevice(Folder), new SegmentHeader(0x10000, 0x40000, 99), SegmentPreparer.Beginning(0x10000))
            .File.Dispose();

    /// <summary>All files and what is in them.</summary>
    public string Fingerprint() =>
        string.Join(
            '\n',
            Directory
                .GetFiles(Folder)
                .Order(StringComparer.Ordinal)
                .Select(file => $"{file} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}")
        );

    public List<string> Checkpoints() =>
        [.. Directory.GetFiles(Folder, "*.checkpoint").Order(StringComparer.Ordinal).Select(file => System.IO.Path.GetFileName(file))];

    private ExpectedDamage Flip(string file, long at, long found, string reason, params string[] lost)
    {
        Edit(file, bytes => bytes[at] ^= 1);
        return new ExpectedDamage(file, found, reason, lost);
    }

    private void Edit(string file, Action<byte[]> edit)
    {
        var bytes = File.ReadAllBytes(At(file));
        edit(bytes);
        File.WriteAllBytes(At(file), bytes);
    }

    private static void Seal(byte[] bytes, int at, byte value, int crcAt)
    {
        bytes[at] = value;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(crcAt), Crc32C.Of(bytes.AsSpan(0, crcAt)));
    }

    private static void RaiseBatch(byte[] bytes, int at)
    {
        bytes[at + 4] = 2;
        var state = Crc32C.Continue(Crc32C.Start, bytes.AsSpan(60, 4));
        var crc = Crc32C.Finish(Crc32C.Continue(state, bytes.AsSpan(at, 60)));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at + 60), crc);
    }

    private static void RaiseRecord(byte[] bytes, int at)
    {
        bytes[at + 5] = 2;
        var state = Crc32C.Continue(Crc32C.Start, bytes.AsSpan(at + 24, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at))));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at + 20), Crc32C.Finish(Crc32C.Continue(state, bytes.AsSpan(at, 20))));
    }

    private static uint SeedOf(byte[] segment) => BinaryPrimitives.ReadUInt32LittleEndian(segment.AsSpan(60));

    private static long Lsn(byte[] segment, int at) => BinaryPrimitives.ReadInt64LittleEndian(segment.AsSpan(24)) + at;

    // The place of the record behind another.
    private long Behind(string file, long record) =>
        record + ((24 + BitConverter.ToInt32(File.ReadAllBytes(At(file)), (int)record) + 31) / 32 * 32);

    private long Seal() => LastBatch(File.ReadAllBytes(At(Older)));

    private static int LastBatch(byte[] bytes)
    {
        var at = bytes.Length - SectorBytes;
        while (!bytes.AsSpan(at).StartsWith("WBTH"u8))
        {
            at -= SectorBytes;
        }

        return at;
    }

    private string At(string file) => System.IO.Path.Combine(Folder, file);
}
