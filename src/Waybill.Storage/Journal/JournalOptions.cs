using System.Globalization;
using Waybill.Storage.Segments;
using Waybill.Storage.Threads;

namespace Waybill.Storage;

/// <summary>How a journal works. Read once, at open.</summary>
internal sealed class JournalOptions
{
    /// <summary>
    /// The size of a segment file, default 64 MiB; a multiple of 4,096 between <see cref="JournalFormat.MinSegmentBytes"/> and
    /// <see cref="JournalFormat.MaxSegmentBytes"/>, and at least four buffers. An existing journal keeps the size it was created with.
    /// </summary>
    public long SegmentBytes { get; init; } = 64 << 20;

    /// <summary>The size of a buffer, which bounds a batch: default and maximum 2 MiB, minimum 4,096, a multiple of 512.</summary>
    public int BufferBytes { get; init; } = JournalFormat.MaxBatchBytes;

    /// <summary>How many buffers there are, default 6, at least 3: the one that fills, the one that is written, and those the client holds. Each is made when it is first needed.</summary>
    public int BufferCount { get; init; } = 6;

    /// <summary>
    /// The largest payload of a record; default half a buffer. With its header, a batch header and the reserve (an eighth of the buffer) it
    /// must fit a buffer.
    /// </summary>
    public int? MaxRecordBytes { get; init; }

    /// <summary>
    /// How long the writer may wait for appends that are on their way, default 150 µs. It waits only behind a batch of several appends, and
    /// stops trying when that gathers nothing. Zero turns it off.
    /// </summary>
    public TimeSpan MaxGather { get; init; } = DefaultMaxGather;

    /// <summary>How long opening waits for a folder that is in use, default 60 s: deployments overlap.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Told once, when the folder is in use and the wait for it begins: its owner's process id, 0 when it is not known.</summary>
    public Action<int>? LockWaiting { get; init; }

    /// <summary>
    /// Told when the disk has no room for the next segment (how many bytes that takes), and when it has again (null); from any thread. Meanwhile appends without the
    /// reserve throw <see cref="StorageFullException"/>.
    /// </summary>
    public Action<long?>? DiskFull { get; init; }

    /// <summary>
    /// Told when the next segment is there: what found no room in the present one may find some now; from any thread. Who waits with
    /// <see cref="Journal.WaitForRoomAsync"/> hears of it there.
    /// </summary>
    public Action? NextSegment { get; init; }

    /// <summary>The clock of <see cref="LockTimeout"/>.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How much of a segment is filled with zeros before it gets its name; the rest is filled afterwards, in the <see cref="Fill"/> pace.</summary>
    internal int AheadBytes { get; init; } = DefaultAheadBytes;

    /// <summary>How long a journal may be to be recovered on the caller's thread; by default what takes some tens of milliseconds.</summary>
    internal long RecoveredAtOnceBytes { get; init; } = 64 << 20;

    /// <summary>How long the journal waits before it looks again whether a full disk has room, or whether what else kept it from making a segment has passed.</summary>
    internal Action<CancellationToken> FullPause { get; init; } = PauseForASecond;

    internal IThreads Threads { get; init; } = OwnThreads.Instance;

    /// <summary>How long a batch waits for company on a full disk.</summary>
    internal Action FullGather { get; init; } = PauseForCompany;

    internal FillPace Fill { get; init; } = FillPace.Default;

    // Sixty-two random bits; a cryptographic generator would load OpenSSL first, which takes longer than making the segment.
    internal Func<ulong> Salt { get; init; } = RandomSalt;

    internal const int DefaultAheadBytes = 256 * 1024;

    internal static readonly TimeSpan DefaultMaxGather = TimeSpan.FromMicroseconds(150);

    internal static ulong RandomSalt() => BitConverter.ToUInt64(Guid.NewGuid().ToByteArray(), 8);

    // Handlers that are at work together end within it, and one that is alone hardly notices.
    internal static void PauseForCompany() => Thread.Sleep(10);

    internal static void PauseForASecond(CancellationToken cancellation) => cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(1));

    internal int EffectiveMaxRecordBytes => MaxRecordBytes ?? BufferBytes / 2;

    internal int ReserveBytes => BufferBytes / 8;

    /// <summary>The least room an empty batch must have: any record fits beside the reserve.</summary>
    internal int MinBatchBytes =>
        JournalFormat.AlignBatch(JournalFormat.BatchHeaderBytes + JournalFormat.RecordBytes(EffectiveMaxRecordBytes) + ReserveBytes);

    internal void Validate()
    {
        Require(
            SegmentBytes is >= JournalFormat.MinSegmentBytes and <= JournalFormat.MaxSegmentBytes && SegmentBytes % 4096 == 0,
            nameof(SegmentBytes),
            $"a multiple of 4096 between {JournalFormat.MinSegmentBytes} and {JournalFormat.MaxSegmentBytes}",
            SegmentBytes
        );
        Require(
            BufferBytes is >= 4096 and <= JournalFormat.MaxBatchBytes && BufferBytes % JournalFormat.BatchAlignment == 0,
            nameof(BufferBytes),
            $"a multiple of {JournalFormat.BatchAlignment} between 4096 and {JournalFormat.MaxBatchBytes}",
            BufferBytes
        );
        Require(BufferCount is >= 3 and <= 1024, nameof(BufferCount), "between 3 and 1024", BufferCount);
        Require(
            EffectiveMaxRecordBytes > 0 && EffectiveMaxRecordBytes < BufferBytes && MinBatchBytes <= BufferBytes,
            nameof(MaxRecordBytes),
            $"small enough to fit a buffer of {BufferBytes} beside its reserve of {ReserveBytes}",
            EffectiveMaxRecordBytes
        );
        Require(MaxGather >= TimeSpan.Zero && MaxGather <= TimeSpan.FromSeconds(1), nameof(MaxGather), "between 0 and 1 s", MaxGather);
        Require(LockTimeout >= TimeSpan.Zero, nameof(LockTimeout), "zero or more", LockTimeout);
        Require(
            BufferBytes <= LargestBuffer(SegmentBytes),
            nameof(BufferBytes),
            $"at most a quarter of the segments' {SegmentBytes} bytes",
            BufferBytes
        );
    }

    /// <exception cref="ArgumentException">They do not: the segments of a folder keep the size that they were made with.</exception>
    internal void RequireBuffersFit(string folder, long segmentBytes)
    {
        if (BufferBytes > LargestBuffer(segmentBytes))
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The segments of '{folder}' keep the {segmentBytes} bytes that they were made with, and a buffer may have a quarter of that: {nameof(BufferBytes)} must be at most {LargestBuffer(segmentBytes)}; it is {BufferBytes}."
                ),
                nameof(BufferBytes)
            );
        }
    }

    private static long LargestBuffer(long segmentBytes) => segmentBytes / 4;

    private static void Require(bool condition, string name, string demand, object value)
    {
        if (!condition)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"JournalOptions.{name} must be {demand}; it is {value}."),
                name
            );
        }
    }
}
