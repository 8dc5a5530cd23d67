using Waybill.Broker.Core;
using Waybill.Broker.Core.Index;

namespace Waybill.Broker.Records;

/// <summary>Completions where they lie in their record, one after the other.</summary>
internal ref struct CompletionsView(int queue, ReadOnlySpan<byte> entries)
{
    private readonly ReadOnlySpan<byte> _entries = entries;
    private MessageRef _before;
    private int _at;

    public int Queue { get; } = queue;

    /// <summary>Which entry of the queue is completed; see <see cref="QueueEntry.Identity"/>.</summary>
    public MessageRef Current { get; private set; }

    /// <exception cref="RecordFormatException">What stands there tells no entry.</exception>
    public bool MoveNext()
    {
        if (_at == _entries.Length)
        {
            return false;
        }

        var entry = EntryCodec.Read(_entries, ref _at, ref _before);
        Current = entry.IsPlain ? entry.Message : throw new RecordFormatException("A completion tells more than which entry is completed.");
        return true;
    }
}
