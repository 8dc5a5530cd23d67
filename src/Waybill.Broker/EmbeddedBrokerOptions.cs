using Waybill.Broker.Core.Index;
using Waybill.Storage;
using Waybill.Storage.Segments;
using Waybill.Storage.Threads;

namespace Waybill.Broker;

/// <summary>How the embedded broker works. Read once, when it opens.</summary>
public sealed class EmbeddedBrokerOptions
{
    private const int MinBufferBytes = 64 << 10;
    private const int MaxBufferBytes = 2 << 20;
    private const int SectorBytes = 512;
    private const long MinSegmentBytes = 4 * MinBufferBytes;
    private const long MaxSegmentBytes = 1 << 30;
    private const int PageBytes = 4096;
    private const int MaxCrashLimit = 100;

    /// <summary>The size of a journal segment, default 64 MiB; a multiple of 4,096 between 256 KiB and 1 GiB, and at least four times <see cref="BufferBytes"/>. An existing journal keeps its own.</summary>
    public long SegmentBytes { get; set; } = 64 << 20;

    /// <summary>
    /// The size of a journal buffer, default and maximum 2 MiB, minimum 64 KiB, a multiple of 512; a segment is at least four. Publishes wait when the buffers are
    /// full. What is published together may come to a little under half a buffer.
    /// </summary>
    public int BufferBytes { get; set; } = 2 << 20;

    /// <summary>How many bytes of messages may live in memory only (<see cref="Durability.Memory"/>), default 64 MiB; then their publishes wait.</summary>
    public long MemoryBytes { get; set; } = 64 << 20;

    /// <summary>
    /// How many bytes of publishes may wait for room in the journal, and as many again in memory, default 64 MiB; each counts its key, body and headers and 512 more. Over it
    /// publishing fails at the call with a <see cref="TransportException"/>: await publishes before starting more. One publish may always wait.
    /// Before a single publish is set aside its call may stand still for up to 30 ms, in the hope that the disk catches up.
    /// </summary>
    public long WaitingBytes { get; set; } = 64 << 20;

    /// <summary>
    /// How many bytes of memory the indexes of all queues may take together, default 64 MiB: a message that waits takes one or two, one that was tried or waits for its time
    /// some seventeen. Over it what is far from its turn lies in a file of the broker's folder, and comes back when its turn comes; on a full disk it stays in memory.
    /// What is next of each queue stays in memory all the same: up to 16 KiB, which count, and up to 2 MiB where there are retries or delays, which do not. Leases, claimed
    /// keys of idempotent handlers and parked messages do not count. Opening a folder keeps to it, too. Not negative.
    /// </summary>
    public long IndexBytes { get; set; } = 64 << 20;

    /// <summary>
    /// How long the call of a publisher that outruns the journal may stand still before its publish is set aside: a few commits of a full buffer.
    /// </summary>
    internal TimeSpan BriefWait { get; set; } = TimeSpan.FromMilliseconds(30);

    /// <summary>In what portions the indexes are kept.</summary>
    internal IndexSizes IndexSizes { get; set; } = IndexSizes.Default;

    /// <summary>How long the journal waits before it looks again whether a full disk has room.</summary>
    internal Action<CancellationToken> FullPause { get; set; } = JournalOptions.PauseForASecond;

    /// <summary>How long the journal may wait for appends that are on their way.</summary>
    internal TimeSpan MaxGather { get; set; } = JournalOptions.DefaultMaxGather;

    /// <summary>How long settlements wait for one another on a full disk.</summary>
    internal Action FullGather { get; set; } = JournalOptions.PauseForCompany;

    /// <summary>Where the broker's threads come from.</summary>
    internal IThreads Threads { get; set; } = OwnThreads.Instance;

    /// <summary>How much of a segment is filled with zeros before it has its name.</summary>
    internal int AheadBytes { get; set; } = JournalOptions.DefaultAheadBytes;

    /// <summary>How the rest is filled.</summary>
    internal FillPace Fill { get; set; } = FillPace.Default;

    /// <summary>What tells a segment's records from those of what was there before.</summary>
    internal Func<ulong> Salt { get; set; } = JournalOptions.RandomSalt;

    /// <summary>
    /// The least time between two checkpoints, beside a segment's bytes: what a second brings is read in less than a second.
    /// </summary>
    internal TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long opening waits for a folder that another process uses, default 60 s: deployments overlap.</summary>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How often the process may end while a message is handled alone, default 3, 1 to 100; then the message goes to its dead-letter queue. What was being handled when
    /// a process ended without a stop is handled alone at the next start, before anything else. A crash among many messages counts for none of them.
    /// </summary>
    public int CrashLimit { get; set; } = 3;

    /// <summary>
    /// How long everything else waits for one message that is handled alone: ten times what a handler has by default.
    /// </summary>
    internal TimeSpan IsolationPatience { get; set; } = TimeSpan.FromMinutes(5);

    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    internal void Validate()
    {
        Require(
            BufferBytes is >= MinBufferBytes and <= MaxBufferBytes && BufferBytes % SectorBytes == 0,
            nameof(BufferBytes),
            BufferBytes,
            "a multiple of 512 between 65,536 and 2,097,152"
        );
        Require(
            SegmentBytes is >= MinSegmentBytes and <= MaxSegmentBytes && SegmentBytes % PageBytes == 0 && SegmentBytes >= 4L * BufferBytes,
            nameof(SegmentBytes),
            SegmentBytes,
            $"a multiple of 4,096 between 262,144 and 1,073,741,824, and at least four times {nameof(BufferBytes)}, which is {BufferBytes}"
        );
        Require(MemoryBytes >= 1, nameof(MemoryBytes), MemoryBytes, "at least 1");
        Require(IndexBytes >= 0, nameof(IndexBytes), IndexBytes, "not negative");
        Require(WaitingBytes >= 1, nameof(WaitingBytes), WaitingBytes, "at least 1");
        Require(CrashLimit is >= 1 and <= MaxCrashLimit, nameof(CrashLimit), CrashLimit, "1 to 100");
        Require(LockTimeout >= TimeSpan.Zero, nameof(LockTimeout), LockTimeout, "not negative");
    }

    private static void Require(bool holds, string option, object value, string range)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(option, value, $"EmbeddedBrokerOptions.{option} must be {range}.");
        }
    }
}
