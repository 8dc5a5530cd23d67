using Waybill.Broker.Core;
using Waybill.Broker.Core.Index;
using Waybill.Broker.Records;

namespace Waybill.Broker.Tests.Core;

public sealed class EntryCodecTests(ITestOutputHelper output)
{
    [Fact]
    public void Whatever_is_written_is_read()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var run = 0; run < 500; run++)
        {
            var entries = Enumerable.Range(0, random.Next(200)).Select(_ => Any(random)).ToArray();

            Assert.Equal(entries, Read(Write(entries)));
        }
    }

    [Fact]
    public void What_only_waits_takes_two_bytes_at_most()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var lsn = 1L << 44;
        // Records of up to 4 KiB: two bytes tell any distance up to 256 KiB.
        var entries = new QueueEntry[4000];
        for (var i = 0; i < entries.Length; i++)
        {
            lsn += 32 * random.Next(1, 129);
            entries[i] = new QueueEntry(new MessageRef(lsn, 0), 0, 0, 0);
        }

        Assert.InRange(Write(entries).Bytes.Length, entries.Length, (2 * entries.Length) + EntryCodec.MaxBytes);
    }

    [Fact]
    public void A_record_of_many_messages_takes_a_byte_each()
    {
        var entries = Enumerable.Range(0, 1000).Select(index => new QueueEntry(new MessageRef(6400, index), 0, 0, 0)).ToArray();

        Assert.Equal(1001, Write(entries).Bytes.Length);
    }

    [Fact]
    public void Bytes_that_are_no_entries_are_refused_and_never_read_past_their_end()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var refused = 0;
        for (var run = 0; run < 5_000; run++)
        {
            var bytes = new byte[random.Next(1, 60)];
            random.NextBytes(bytes);
            try
            {
                Read(new EntryRun(bytes, random.Next(1, 100), default));
            }
            catch (RecordFormatException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1, 5_000);
        Assert.Throws<RecordFormatException>(() => Read(new EntryRun(new byte[] { 3 }, 1, default)));
        Assert.Throws<RecordFormatException>(() => Read(new EntryRun(new byte[] { 2 }, 2, default)));
        Assert.Throws<RecordFormatException>(() => Read(new EntryRun(Enumerable.Repeat((byte)0x80, 20).ToArray(), 1, default)));
    }

    internal static QueueEntry Any(Random random)
    {
        var message = random.Next(6) switch
        {
            0 => new MessageRef(long.MinValue + random.Next(1, 1000), random.Next(3)),
            1 => new MessageRef(random.NextInt64(), random.Next()),
            _ => new MessageRef(32 * random.NextInt64(1, 1L << 40), random.Next(3)),
        };
        return random.Next(3) == 0
            ? new QueueEntry(message, random.NextInt64(), random.Next(), random.Next())
            : new QueueEntry(message, 0, 0, 0);
    }

    internal static EntryRun Write(IReadOnlyCollection<QueueEntry> entries)
    {
        var bytes = new byte[EntryCodec.MaxBytes * (entries.Count + 1)];
        var at = 0;
        MessageRef before = default;
        foreach (var entry in entries)
        {
            at += EntryCodec.Write(bytes.AsSpan(at, EntryCodec.MaxBytes), entry, ref before);
        }

        return new EntryRun(bytes.AsMemory(0, at), entries.Count, default)
        {
            Volatile = entries.Count(static entry => entry.Message.IsInMemory),
        };
    }

    internal static List<QueueEntry> Read(EntryRun run)
    {
        var read = new List<QueueEntry>();
        foreach (var entry in run)
        {
            read.Add(entry);
        }

        return read;
    }
}
