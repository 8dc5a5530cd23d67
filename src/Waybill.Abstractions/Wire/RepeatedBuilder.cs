using System.Collections.Immutable;
using System.ComponentModel;
using System.Runtime.CompilerServices;
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(T item)
    {
        // Within the array, for who adds has asked whether it is full; and the array is a T[] and of no derived type, which an indexer would look up.
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_items!), Count++) = item;
    }

    /// <summary>Makes room for so many more elements: exactly, where there are none yet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Reserve(int more) => _items = Grow(_items, checked(Count + more));

    /// <summary>Adds so many elements, to be set by the caller.</summary>
    internal Span<T> Extend(int more)
    {
        Reserve(more);
        var start = Count;
        Count += more;
        return _items.AsSpan(start, more);
    }

    /// <summary>The elements; empty for an absent field.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly T[] ToArray() => Count != 0 && Count == _items!.Length ? _items : Cut(_items, Count);

    /// <summary>The elements; null for an absent field.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly T[]? ToNullableArray() => Count == 0 ? null : ToArray();

    /// <summary>The elements; null for an absent field.</summary>
    public readonly Memory<T>? ToNullableMemory() => Count == 0 ? default(Memory<T>?) : ToArray();

    /// <summary>The elements; empty for an absent field.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly List<T> ToList() => MakeList(_items, Count);

    /// <summary>The elements; null for an absent field.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly List<T>? ToNullableList() => Count == 0 ? null : ToList();

    /// <summary>The elements; empty for an absent field.</summary>
    public readonly ImmutableArray<T> ToImmutableArray() => ImmutableCollectionsMarshal.AsImmutableArray(ToArray());

    /// <summary>The elements; null for an absent field.</summary>
    public readonly ImmutableArray<T>? ToNullableImmutableArray() => Count == 0 ? null : ToImmutableArray();

    /// <summary>The elements, each once; empty for an absent field.</summary>
    /// <exception cref="MessageFormatException">Too many elements share a bucket of the set: see <see cref="ProtoReader.MaxBucket"/>.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly HashSet<T> ToHashSet(in ProtoReader reader, string field) => MakeSet(_items, Count, reader.Position, field);

    /// <summary>The elements, each once; null for an absent field.</summary>
    /// <inheritdoc cref="ToHashSet" path="/exception" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly HashSet<T>? ToNullableHashSet(in ProtoReader reader, string field) => Count == 0 ? null : ToHashSet(reader, field);

    /// <summary>The elements; empty for an absent field.</summary>
    public readonly ImmutableList<T> ToImmutableList() => ImmutableList.Create((ReadOnlySpan<T>)_items.AsSpan(0, Count));

    /// <summary>The elements; null for an absent field.</summary>
    public readonly ImmutableList<T>? ToNullableImmutableList() => Count == 0 ? null : ToImmutableList();

    /// <summary>The elements, each once; empty for an absent field.</summary>
    /// <inheritdoc cref="ToHashSet" path="/exception" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ImmutableHashSet<T> ToImmutableHashSet(in ProtoReader reader, string field) =>
        MakeImmutableSet(_items, Count, reader.Position, field);

    /// <summary>The elements, each once; null for an absent field.</summary>
    /// <inheritdoc cref="ToHashSet" path="/exception" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ImmutableHashSet<T>? ToNullableImmutableHashSet(in ProtoReader reader, string field) =>
        Count == 0 ? null : ToImmutableHashSet(reader, field);

    // Static, all of them: a method of the builder would take its address, and it could not stay in registers while a message is read.
    private static T[] Grow(T[]? items, int length)
    {
        var room = items?.Length ?? 0;
        if (length > room)
        {
            // Doubled, or a field that comes in many small runs would be copied with each; what is too much for an array is left to what is needed.
            Array.Resize(ref items, 2L * room <= Array.MaxLength ? Math.Max(length, 2 * room) : length);
        }

        return items ?? [];
    }

    private static T[] Cut(T[]? items, int count) => items.AsSpan(0, count).ToArray();

    private static HashSet<T> MakeSet(T[]? items, int count, int position, string field) =>
        HashBuckets<T>.ToSet(items.AsSpan(0, count)) ?? throw ProtoReader.Crowded<T>(position, field);

    private static ImmutableHashSet<T> MakeImmutableSet(T[]? items, int count, int position, string field) =>
        HashBuckets<T>.AreWatched(count)
            ? [.. MakeSet(items, count, position, field)]
            : ImmutableHashSet.Create((ReadOnlySpan<T>)items.AsSpan(0, count));

    private static List<T> MakeList(T[]? items, int count)
    {
        var list = new List<T>(count);
        list.AddRange(items.AsSpan(0, count));
        return list;
    }
}
