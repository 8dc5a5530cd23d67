using Waybill.Broker.Checkpoints;
using Waybill.Broker.Core;
using Waybill.Broker.Records;
using Waybill.Storage;
using Waybill.Storage.Inspection;

namespace Waybill.Cli.Journals;

/// <summary>
/// Reads a folder once through, whatever state it is in: what is damaged, what the newest checkpoint and the records that can be read come to, and where the log ends.
/// </summary>
internal sealed class FolderReading
{
    private readonly JournalFolder _folder;
    private readonly List<FoundDamage> _damage = [];
    private readonly Dictionary<long, IReadOnlyList<FragmentMessage>> _fragments = [];
    private readonly SortedSet<int> _lostSymbols = [];
    private readonly UnreadRanges _unread = new();
    private readonly HashSet<long> _missing = [];
    private readonly HashSet<(string Queue, MessageRef Message)> _settled = [];
    private readonly HashSet<long> _bases;
    private readonly LiveCheck? _checkpointed;
    private readonly long _recoveredFrom;

    private FolderReading(JournalFolder folder)
    {
        _folder = folder;
        _bases = [.. folder.Segments.Select(static segment => segment.BaseLsn)];
        foreach (var checkpoint in folder.Checkpoints)
        {
            if (checkpoint.Damage is { } damage)
            {
                CannotBeUnderstood |= damage.IsNewer;
                _damage.Add(new FoundDamage(damage, []));
                continue;
            }

            try
            {
                // Each twice: one state goes on with the records that follow, the other stays as the checkpoint has it.
                var (next, fixedState) = (Read(folder, checkpoint), Read(folder, checkpoint));
                fixedState.EndRecovery();
                State = next;
                Checkpoint = checkpoint;
                _checkpointed = new LiveCheck(fixedState.Share(), checkpoint.SegmentBytes);
                _recoveredFrom = checkpoint.Position.Lsn;
            }
            catch (RecordFormatException exception)
            {
                CannotBeUnderstood = true;
                _damage.Add(new FoundDamage(DamageOf(checkpoint.Name, 0, checkpoint.Lsn, null, exception), []));
            }
            catch (InvalidDataException exception)
            {
                // A moment ago it could be read.
                _damage.Add(new FoundDamage(new LogDamage(checkpoint.Name, 0, checkpoint.Lsn, null, exception.Message), []));
            }
        }
    }

    /// <summary>What the records that can be read have come to.</summary>
    public BrokerState State { get; } = new();

    /// <summary>The checkpoint that recovery begins with; null for none.</summary>
    public InspectedCheckpoint? Checkpoint { get; }

    /// <summary>Something is whole by its checksum and makes no sense: another version wrote it.</summary>
    public bool CannotBeUnderstood { get; private set; }

    /// <summary>All damage, checkpoints first.</summary>
    public IReadOnlyList<FoundDamage> Damage => _damage;

    public bool IsWhole => _damage.Count == 0 && Lost.Count == 0;

    /// <summary>Messages that queues need in the end, by the newest checkpoint and what later records tell, and that cannot be read; by queue and position.</summary>
    public IReadOnlyList<LostMessage> Lost { get; private set; } = [];

    /// <summary>Damage behind the newest checkpoint may have held messages and settlements that nothing else tells of: <see cref="Lost"/> is not all then.</summary>
    public bool MayHaveHeldMore => _damage.Any(damage => IsBehind(_recoveredFrom, damage.Place));

    /// <summary>Whether producers have numbered what they published.</summary>
    public bool HasProducers { get; private set; }

    /// <summary>The positions of the records that <see cref="State"/> names and that cannot be read, and perhaps others.</summary>
    public IReadOnlySet<long> Missing => _missing;

    /// <summary>Numbers that records name and whose text is lost.</summary>
    public IReadOnlyCollection<int> LostSymbols => _lostSymbols;

    /// <summary>Segments before the newest checkpoint that are not there and that queues need; they are part of <see cref="Damage"/>.</summary>
    public IReadOnlyList<LogDamage> MissingSegments { get; private set; } = [];

    /// <summary>Where the log ends; null when that cannot be told.</summary>
    public LogEnd? End { get; private set; }

    public long Batches { get; private set; }

    public long Records { get; private set; }

    /// <summary>How many records, and bytes of them, recovery would read.</summary>
    public (long Records, long Bytes) Recovered { get; private set; }

    /// <summary>The position of the first record; null when there is none.</summary>
    public long? FirstLsn { get; private set; }

    public static FolderReading Read(JournalFolder folder)
    {
        var reading = new FolderReading(folder);
        foreach (var item in new LogWalk(folder).Items())
        {
            switch (item.Kind)
            {
                case LogItemKind.Batch:
                    reading.Batches++;
                    reading._unread.End(item.Batch.Lsn);
                    break;
                case LogItemKind.Record:
                    reading.Take(item.Record);
                    break;
                case LogItemKind.Damage:
                    reading.Take(item.Damage!, item.Record);
                    break;
                case LogItemKind.End:
                    reading.End = item.End;
                    break;
            }
        }

        reading.Finish();
        return reading;
    }

    private static BrokerState Read(JournalFolder folder, InspectedCheckpoint checkpoint)
    {
        var state = new BrokerState();
        using var content = folder.ContentOf(checkpoint);
        CheckpointContent.Read(content, checkpoint.Lsn, state);
        return state;
    }

    private void Take(in JournalRecord record)
    {
        Records++;
        FirstLsn ??= record.Lsn;
        _unread.End(record.Lsn);
        _checkpointed?.See(record.Lsn);
        try
        {
            var symbols = RecordSymbols.In(record);
            if (record.Type == RecordType.Symbol)
            {
                var (symbol, text) = SymbolRecord.Decode(record.Payload.Span);
                State.Introduce(symbol, text);
            }

            NoteLost([.. symbols.Where(symbol => !State.Symbols.Has(symbol)).Order()], record.Lsn);
            NoteUnread(record);
            if (record.Lsn >= _recoveredFrom)
            {
                Recovered = (Recovered.Records + 1, Recovered.Bytes + JournalFormat.RecordBytes(record.Payload.Length));
                State.Apply(record.Type, record.Lsn, record.Payload.Span);
            }
        }
        catch (RecordFormatException exception)
        {
            CannotBeUnderstood = true;
            var place = PlaceOf(record.Lsn, "");
            _damage.Add(new FoundDamage(DamageOf(place.File, place.Offset, place.Lsn, place.ReadableAgainFrom, exception), []));
        }
    }

    private void NoteLost(List<int> symbols, long lsn)
    {
        foreach (var symbol in symbols)
        {
            // What names it is not lost with it.
            State.Introduce(symbol, RecordSymbols.Unknown(symbol));
            _lostSymbols.Add(symbol);
        }

        if (symbols.Count > 0)
        {
            var named =
                symbols.Count == 1 ? $"symbol {symbols[0]}, whose text is" : $"symbols {string.Join(", ", symbols)}, whose texts are";
            _damage.Add(new FoundDamage(PlaceOf(lsn, $"the record names {named} not there"), []));
        }
    }

    // What a settlement names was in the queue, also where its own record cannot be read.
    private void NoteUnread(in JournalRecord record)
    {
        if (_unread.IsEmpty)
        {
            return;
        }

        foreach (var (queue, entry, isEnd) in RecordSettlements.In(record).Where(settlement => _unread.Contains(settlement.Entry.Lsn)))
        {
            if (isEnd)
            {
                _settled.Add((State.Symbols.Name(queue), entry));
            }

            // What came before the checkpoint the state has from there.
            if (entry.Lsn >= _recoveredFrom)
            {
                State.Restore(queue, entry);
                _missing.Add(entry.Lsn);
            }
        }
    }

    private void Take(LogDamage damage, in JournalRecord fragment)
    {
        if (damage.UnreadFrom is { } from)
        {
            _unread.Begin(from);
        }

        var messages = Decode(fragment);
        if (messages.Count > 0)
        {
            _fragments[fragment.Lsn] = messages;
        }

        CannotBeUnderstood |= damage.IsNewer;
        _damage.Add(new FoundDamage(damage, [.. messages.Where(static message => message.IsLikely)]));
    }

    private void Finish()
    {
        State.EndRecovery();
        foreach (var (file, offset) in _folder.Unreadable)
        {
            var lsn =
                _folder.Segments.FirstOrDefault(segment => segment.Name == file)?.LsnAt(offset)
                ?? _folder.Checkpoints.FirstOrDefault(checkpoint => checkpoint.Name == file)?.Lsn
                ?? 0;
            _damage.Add(new FoundDamage(new LogDamage(file, offset, lsn, null, "the disk cannot read the block there"), []));
        }

        if (_checkpointed is not null)
        {
            _missing.UnionWith(_checkpointed.End());
        }

        var state = State.Share();
        HasProducers = state.Producers.Count > 0;
        Lost =
        [
            .. state
                .Queues.Select(queue => (Name: State.Symbols.Name(queue.Symbol), Queue: queue))
                .OrderBy(static queue => queue.Name, StringComparer.Ordinal)
                .SelectMany(queue => LostEntries.Of(queue.Queue, _missing).Select(lost => Describe(queue.Name, lost.Entry, lost.IsJoined))),
        ];
        MissingSegments = Journals.MissingSegments.Of(_folder, state);
        _damage.AddRange(MissingSegments.Select(static missing => new FoundDamage(missing, [])));
        for (var i = 0; i < _damage.Count; i++)
        {
            _damage[i] = _damage[i] with
            {
                Messages = [.. _damage[i].Messages.Select(Unsettled).Where(static message => message.Queues.Count > 0)],
            };
        }
    }

    private LostMessage Describe(string queue, in QueueEntry entry, bool isJoined)
    {
        var message = entry.Message;
        // Where nothing tells the size of segments, what is read is one that is there.
        var isSegmentGone = _folder.SegmentBytes > 0 && !_bases.Contains(message.Lsn - (message.Lsn % _folder.SegmentBytes));
        var fragment = _fragments.GetValueOrDefault(message.Lsn);
        var left = fragment ?? (isSegmentGone ? [] : Whole(message.Lsn));
        var id = left.FirstOrDefault(candidate => candidate.Index == message.Index)?.Id;
        return new LostMessage(
            queue,
            message.Lsn,
            message.Index,
            id,
            IsIdConfirmed: id is not null && fragment is null,
            OnlyHistory: !_missing.Contains(message.Lsn),
            isSegmentGone,
            isJoined
        );
    }

    // What tells of a message's deaths can be lost without the message, and the way to a record without the record.
    private List<FragmentMessage> Whole(long lsn) => _folder.Find(lsn) is { } record ? Decode(record) : [];

    private FragmentMessage Unsettled(FragmentMessage message) =>
        message with
        {
            Queues = [.. message.Queues.Where(queue => !_settled.Contains((queue, new MessageRef(message.Lsn, message.Index))))],
        };

    private List<FragmentMessage> Decode(in JournalRecord fragment)
    {
        var found = new List<FragmentMessage>();
        try
        {
            for (var messages = RecordMessages.Of(fragment.Type, fragment.Payload.Span); messages.MoveNext(); )
            {
                var message = messages.Current;
                var destinations = RecordSymbols.DestinationsOf(message);
                List<int> symbols = [message.Type, .. destinations];
                found.Add(
                    new FragmentMessage(
                        fragment.Lsn,
                        found.Count,
                        message.Id,
                        State.Symbols.Name(message.Type),
                        [.. destinations.Select(State.Symbols.Name)],
                        // Each symbol stands for something, and none for two things.
                        IsLikely: symbols.TrueForAll(State.Symbols.Has) && symbols.Distinct().Count() == symbols.Count
                    )
                );
            }
        }
        catch (RecordFormatException)
        {
            // It is damaged: what was found before may still be told.
        }

        return found;
    }

    private bool IsBehind(long lsn, LogDamage place)
    {
        var isOfLog = place.UnreadFrom is not null && place.File.EndsWith(".segment", StringComparison.Ordinal);
        // Where nothing tells the size of segments it may go on to any place.
        var to =
            place.ReadableAgainFrom
            ?? (_folder.SegmentBytes > 0 ? (place.Lsn / _folder.SegmentBytes + 1) * _folder.SegmentBytes : long.MaxValue);
        return isOfLog && (place.Lsn >= lsn || to > lsn);
    }

    private LogDamage PlaceOf(long lsn, string reason)
    {
        var segment = _folder.Segments.Last(segment => segment.BaseLsn <= lsn);
        return new LogDamage(segment.Name, segment.Segment!.OffsetOf(lsn), lsn, lsn, reason);
    }

    private static LogDamage DamageOf(string file, long offset, long lsn, long? readableAgainFrom, RecordFormatException exception) =>
        exception is NewerRecordException newer
            ? LogDamage.Newer(file, offset, lsn, readableAgainFrom, newer.What)
            : new LogDamage(file, offset, lsn, readableAgainFrom, $"its content cannot be understood: {exception.Message.TrimEnd('.')}");
}
