using Waybill.Broker.Core.Recovery;

namespace Waybill.Broker.Core.Index;

/// <summary>
/// What stands in a row, as a codec writes it. What a ring shares is not changed any more, and any thread may read it: what lies in a page, while
/// <see cref="IndexPages.BeginReading"/> holds.
/// </summary>
/// <param name="InMemory">The bytes, unless they lie in a page.</param>
/// <param name="Page">The page.</param>
/// <param name="Count">How many entries they are.</param>
/// <param name="Before">What the entry before the first one left.</param>
internal readonly record struct EntryRun(ReadOnlyMemory<byte> InMemory, IndexPage? Page, int Count, MessageRef Before)
{
    public EntryRun(ReadOnlyMemory<byte> bytes, int count, MessageRef before)
        : this(bytes, null, count, before) { }

    /// <summary>How many of them are messages in memory only, which no checkpoint keeps.</summary>
    public int Volatile { get; init; }

    /// <summary>How many bytes there are.</summary>
    public int Length => Page?.Length ?? InMemory.Length;

    /// <summary>The bytes; those of a page are read each time.</summary>
    public ReadOnlyMemory<byte> Bytes => Page is null ? InMemory : Page.Read().AsMemory(0, Page.Length);

    /// <summary>Goes through entries.</summary>
    public EntryReader<QueueEntry, EntryCodec> GetEnumerator() => new(this);

    /// <summary>The entries.</summary>
    public List<QueueEntry> Entries() => ListOf<QueueEntry, EntryCodec>();

    /// <summary>The placements, when it is a run of those.</summary>
    public List<Placement> Placements() => ListOf<Placement, PlacementCodec>();

    public List<T> ListOf<T, TCodec>()
        where TCodec : IEntryCodec<T>
    {
        var list = new List<T>(Count);
        var reader = new EntryReader<T, TCodec>(this);
        while (reader.MoveNext())
        {
            list.Add(reader.Current);
        }

        return list;
    }
}
