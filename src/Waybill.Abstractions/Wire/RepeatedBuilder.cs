using System.Collections.Immutable;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Waybill.Generated;

/// <summary>Gathers the elements of a repeated field while a message is read. The default value is an absent field.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct RepeatedBuilder<T>
{
    private T[]? _items;

    /// <summary>How many elements were read.</summary>
    public int Count { get; private set; }

    internal readonly bool IsFull => Count == (_items?.Length ?? 0);

    internal void Add(T item)
    {
        if (IsFull)
        {
            Reserve(Math.Max(4, Count));
        }

        _items![Count++] = item;
    }

    /// <summary>Makes room for so many more elements.</summary>
    internal void Reserve(int more) => Array.Resize(ref _items, Math.Max(checked(Count + more), _items?.Length ?? 0));

    /// <summary>The elements; empty for an absent field.</summary>
    public readonly T[] ToArray() =>
        Count == 0 ? []
        : Count == _items!.Length ? _items
        : _items[..Count];

    /// <summary>The elements; null for an absent field.</summary>
    public readonly T[]? ToNullableArray() => Count == 0 ? null : ToArray();

    /// <summary>The elements; null for an absent field.</summary>
    public readonly Memory<T>? ToNullableMemory() => Count == 0 ? default(Memory<T>?) : ToArray();

    /// <summary>The elements; empty for an absent field.</summary>
    public readonly List<T> ToList()
    {
        var list = new List<T>(Count);
        list.AddRange(_items.AsSpan(0, Count));
        return list;
    }

    /// <summary>The elements; null for an absent field.</summary>
    public readonly List<T>? ToNullableList() => Count == 0 ? null : ToList();

    /// <summary>The elements; empty for an absent field.</summary>
    public readonly ImmutableArray<T> ToImmutableArray() => ImmutableCollectionsMarshal.AsImmutableArray(ToArray());

    /// <summary>The elements; null for an absent field.</summary>
    public readonly ImmutableArray<T>? ToNullableImmutableArray() => Count == 0 ? null : ToImmutableArray();

    /// <summary>The elements, each once; empty for an absent field.</summary>
    /// <exception cref="MessageFormatException">Too many elements share a bucket of the set: see <see cref="ProtoReader.MaxBucket"/>.</exception>
    public readonly HashSet<T> ToHashSet(in ProtoReader reader, string field) =>
        HashBuckets<T>.ToSet(_items.AsSpan(0, Count)) ?? throw reader.Crowded<T>(field);

    /// <summary>The elements, each once; null for an absent field.</summary>
    /// <inheritdoc cref="ToHashSet" path="/exception" />
    public readonly HashSet<T>? ToNullableHashSet(in ProtoReader reader, string field) => Count == 0 ? null : ToHashSet(reader, field);

    /// <summary>The elements; empty for an absent field.</summary>
    public readonly ImmutableList<T> ToImmutableList() => ImmutableList.Create((ReadOnlySpan<T>)_items.AsSpan(0, Count));

    /// <summary>The elements; null for an absent field.</summary>
    public readonly ImmutableList<T>? ToNullableImmutableList() => Count == 0 ? null : ToImmutableList();

    /// <summary>The elements, each once; empty for an absent field.</summary>
    /// <inheritdoc cref="ToHashSet" path="/exception" />
    public readonly ImmutableHashSet<T> ToImmutableHashSet(in ProtoReader reader, string field) =>
        HashBuckets<T>.AreWatched(Count)
            ? [.. ToHashSet(reader, field)]
            : ImmutableHashSet.Create((ReadOnlySpan<T>)_items.AsSpan(0, Count));

    /// <summary>The elements, each once; null for an absent field.</summary>
    /// <inheritdoc cref="ToHashSet" path="/exception" />
    public readonly ImmutableHashSet<T>? ToNullableImmutableHashSet(in ProtoReader reader, string field) =>
        Count == 0 ? null : ToImmutableHashSet(reader, field);
}
