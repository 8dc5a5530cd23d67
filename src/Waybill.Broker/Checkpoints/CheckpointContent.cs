using Waybill.Broker.Core;
using Waybill.Broker.Core.Index;
using Waybill.Broker.Core.Recovery;
using Waybill.Broker.Records;
using Waybill.Transports;

namespace Waybill.Broker.Checkpoints;

/// <summary>The broker's state as bytes (docs/format/checkpoint.md): symbols, producers, claimed keys, and the queues with their indexes as they lie in memory.</summary>
internal static class CheckpointContent
{
    private const byte Version = 1;
    private const int FixedBytes = 1 + (2 * RecordWriter.MaxVarintBytes);
    private const int NameBound = 3 * RecordWriter.MaxVarintBytes;
    private const int ClaimBytes = 3 * sizeof(long);
    private const int ClaimsAtOnce = 4096;
    private const int PlacementsAtOnce = 512;
    private const int QueueBound = 8 * RecordWriter.MaxVarintBytes;
    private const int RunBound = 4 * RecordWriter.MaxVarintBytes;

    /// <summary>What is written, in parts, each made when its turn comes; those that are indexes are the state's own bytes. The same each time.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Write(StateSnapshot state)
    {
        yield return WriteNames(state);
        yield return WriteCount(state.Claims.Count);
        foreach (var claims in state.Claims.Chunk(ClaimsAtOnce))
        {
            yield return WriteClaims(claims);
        }

        yield return WriteCount(state.Queues.Count);
        foreach (var queue in state.Queues)
        {
            yield return WriteQueue(queue);
            foreach (var placed in queue.Placed.Loose.Chunk(PlacementsAtOnce))
            {
                yield return WritePlaced(placed);
            }

            foreach (var run in queue.Placed.Runs)
            {
                yield return run.Volatile == 0 ? run.Bytes : WritePlaced(run.Placements().FindAll(IsDurable));
            }

            yield return WriteCount(queue.Waiting.Count);
            foreach (var run in queue.Waiting)
            {
                var durable = DurableOf(run);
                yield return WriteRunHead(durable);
                yield return durable.InMemory;
            }
        }
    }

    /// <summary>Makes a fresh state what it was; the records from the position on come next.</summary>
    /// <param name="content">What was written.</param>
    /// <param name="lsn">The checkpoint's position.</param>
    /// <param name="state">The state.</param>
    /// <exception cref="RecordFormatException">The bytes are no state.</exception>
    public static void Read(Stream content, long lsn, BrokerState state)
    {
        var reader = new ContentReader(content);
        if (reader.ReadByte() is var version && version != Version)
        {
            throw version > Version
                ? new NewerRecordException($"its content has version {version}")
                : new RecordFormatException($"{version} is no version of a checkpoint's content.");
        }

        ReadTables(reader, state);
        var seen = new HashSet<int>();
        for (var left = reader.ReadCount(); left > 0; left--)
        {
            var symbol = reader.ReadSymbol();
            if (!seen.Add(symbol))
            {
                throw new RecordFormatException($"The queue of symbol {symbol} is there twice.");
            }

            ReadQueue(reader, symbol, lsn, state);
        }

        if (!reader.IsAtEnd)
        {
            throw new RecordFormatException("Behind the queues stand bytes that belong to none.");
        }
    }

    private static byte[] WriteNames(StateSnapshot state)
    {
        var names = state.Symbols.Select(static symbol => symbol.Value).Concat(state.Producers.Select(static producer => producer.Key));
        var buffer = new byte[FixedBytes + names.Sum(static name => NameBound + RecordWriter.TextBound(name))];
        var writer = new RecordWriter(buffer);
        writer.WriteByte(Version);
        writer.WriteVarint(state.Symbols.Count);
        foreach (var (symbol, text) in state.Symbols)
        {
            writer.WriteVarint(symbol);
            writer.WriteText(text);
        }

        writer.WriteVarint(state.Producers.Count);
        foreach (var (name, producer) in state.Producers)
        {
            writer.WriteText(name);
            writer.WriteVarint((ulong)producer.Sequence);
            writer.WriteVarint((ulong)producer.Position);
        }

        return buffer[..writer.Length];
    }

    // There may be more than an array has room for.
    private static byte[] WriteClaims(KeyValuePair<InboxKey, long>[] claims)
    {
        var buffer = new byte[claims.Length * ClaimBytes];
        var writer = new RecordWriter(buffer);
        foreach (var (key, expiry) in claims)
        {
            writer.WriteUInt64(key.High);
            writer.WriteUInt64(key.Low);
            writer.WriteInt64(expiry);
        }

        return buffer;
    }

    private static void ReadTables(ContentReader reader, BrokerState state)
    {
        for (var left = reader.ReadCount(); left > 0; left--)
        {
            var symbol = reader.ReadSymbol();
            state.Introduce(symbol, reader.ReadText());
        }

        for (var left = reader.ReadCount(); left > 0; left--)
        {
            var name = reader.ReadText();
            var sequence = (long)reader.ReadVarint();
            state.Restore(name, new ProducerState(sequence, (long)reader.ReadVarint()));
        }

        for (var left = reader.ReadCount(); left > 0; left--)
        {
            var high = reader.ReadUInt64();
            var key = new InboxKey(high, reader.ReadUInt64());
            state.Inbox.Claim(key, reader.ReadInt64());
        }
    }

    private static byte[] WriteQueue(QueueSnapshot queue)
    {
        var buffer = new byte[QueueBound];
        var writer = new RecordWriter(buffer);
        writer.WriteVarint(queue.Symbol);
        foreach (var total in queue.Counters.Totals)
        {
            writer.WriteVarint((ulong)total);
        }

        writer.WriteVarint((ulong)queue.Placed.Count);
        return buffer[..writer.Length];
    }

    private static ReadOnlyMemory<byte> WritePlaced(IReadOnlyCollection<Placement> placements)
    {
        var buffer = new byte[placements.Count * PlacementCodec.MaxBytes];
        MessageRef none = default;
        var length = 0;
        foreach (var placement in placements)
        {
            length += PlacementCodec.Write(buffer.AsSpan(length), placement, ref none);
        }

        return buffer.AsMemory(0, length);
    }

    private static bool IsDurable(Placement placement) => !placement.Entry.Message.IsInMemory;

    private static byte[] WriteCount(int count)
    {
        var buffer = new byte[RecordWriter.MaxVarintBytes];
        var writer = new RecordWriter(buffer);
        writer.WriteVarint(count);
        return buffer[..writer.Length];
    }

    private static void ReadQueue(ContentReader reader, int symbol, long lsn, BrokerState state)
    {
        var totals = new long[QueueCounters.TotalCount];
        for (var i = 0; i < totals.Length; i++)
        {
            totals[i] = (long)reader.ReadVarint();
        }

        state.Queue(symbol).Counters.Restore(totals);
        for (var left = reader.ReadCount(); left > 0; left--)
        {
            var placement = reader.ReadPlacement();
            RequirePosition(placement.Entry, lsn);
            state.Restore(symbol, placement);
        }

        var waiting = new List<EntryRun>();
        for (var left = reader.ReadCount(); left > 0; left--)
        {
            // All that was in one may have been in memory only.
            if (ReadRun(reader, lsn) is { Count: > 0 } run)
            {
                waiting.Add(state.Pages.Keep(run));
            }
        }

        state.Restore(symbol, waiting);
    }

    private static byte[] WriteRunHead(in EntryRun run)
    {
        var buffer = new byte[RunBound];
        var writer = new RecordWriter(buffer);
        writer.WriteVarint(run.Count);
        writer.WriteVarint((ulong)run.Before.Lsn);
        writer.WriteVarint(run.Before.Index);
        writer.WriteVarint(run.Length);
        return buffer[..writer.Length];
    }

    private static EntryRun ReadRun(ContentReader reader, long end)
    {
        var count = reader.ReadCount();
        var lsn = (long)reader.ReadVarint();
        var before = new MessageRef(lsn, (int)reader.ReadVarint());
        var bytes = reader.ReadBytes();
        if (count > bytes.Length)
        {
            throw new RecordFormatException($"{count} entries of a queue have no room in {bytes.Length} bytes.");
        }

        var run = new EntryRun(bytes, (int)count, before);
        RequireEntries(run, end);
        return run;
    }

    // Read through once: nothing of it may turn out to be no entry when it is handed out.
    private static void RequireEntries(in EntryRun run, long end)
    {
        var reader = run.GetEnumerator();
        while (reader.MoveNext())
        {
            RequirePosition(reader.Current, end);
        }

        if (reader.Position != run.Length)
        {
            throw new RecordFormatException("Behind the entries of a queue stand bytes that belong to none.");
        }
    }

    private static void RequirePosition(in QueueEntry entry, long end)
    {
        if (entry.Message.Lsn < 0 || entry.Message.Lsn >= end || entry.DeathLsn < 0 || entry.DeathLsn >= end)
        {
            throw new RecordFormatException(
                $"An entry of a queue lies at LSN {entry.Message.Lsn} with a death at {entry.DeathLsn}, and the checkpoint stands for what is before {end}."
            );
        }
    }

    // In memory, and without what is in memory only.
    private static EntryRun DurableOf(EntryRun shared)
    {
        var run = shared with { InMemory = shared.Bytes, Page = null };
        if (run.Volatile == 0)
        {
            return run;
        }

        var buffer = new byte[run.Length + EntryCodec.MaxBytes];
        var writer = new RecordWriter(buffer);
        var before = run.Before;
        foreach (var entry in run)
        {
            if (!entry.Message.IsInMemory)
            {
                writer.WriteEntry(entry, ref before);
            }
        }

        return new EntryRun(buffer.AsMemory(0, writer.Length), run.Count - run.Volatile, run.Before);
    }
}
