using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Waybill.Generated;

public static partial class ProtoSize
{
    /// <summary>A repeated field.</summary>
    /// <exception cref="ArgumentNullException">An element is null.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfRepeated<TCodec, T>(ReadOnlySpan<T> items, int depth)
        where TCodec : IWireCodec<T>
    {
        // What is packed and no value type is converted, and null has no place there either.
        if (TCodec.IsPackable && typeof(T).IsValueType)
        {
            return checked(2 * Prefix + items.Length * TCodec.GetSizeBound(default!, depth));
        }

        var size = 2 * Prefix;
        foreach (var item in items)
        {
            size = checked(size + Element<TCodec, T>(item, depth));
        }

        return size;
    }

    /// <inheritdoc cref="OfRepeated{TCodec, T}(ReadOnlySpan{T}, int)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfRepeated<TCodec, T>(T[]? items, int depth)
        where TCodec : IWireCodec<T> => OfRepeated<TCodec, T>(new ReadOnlySpan<T>(items), depth);

    /// <inheritdoc cref="OfRepeated{TCodec, T}(ReadOnlySpan{T}, int)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfRepeated<TCodec, T>(List<T>? items, int depth)
        where TCodec : IWireCodec<T> => OfRepeated<TCodec, T>((ReadOnlySpan<T>)CollectionsMarshal.AsSpan(items), depth);

    /// <inheritdoc cref="OfRepeated{TCodec, T}(ReadOnlySpan{T}, int)" />
    public static int OfRepeated<TCodec, T>(HashSet<T>? items, int depth)
        where TCodec : IWireCodec<T> => items is null ? 0 : OfEach<TCodec, T, HashSet<T>.Enumerator>(items.GetEnumerator(), depth);

    /// <inheritdoc cref="OfRepeated{TCodec, T}(ReadOnlySpan{T}, int)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfRepeated<TCodec, T>(ImmutableArray<T> items, int depth)
        where TCodec : IWireCodec<T> => OfRepeated<TCodec, T>(items.AsSpan(), depth);

    /// <inheritdoc cref="OfRepeated{TCodec, T}(ReadOnlySpan{T}, int)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfRepeated<TCodec, T>(ImmutableArray<T>? items, int depth)
        where TCodec : IWireCodec<T> => OfRepeated<TCodec, T>(items.GetValueOrDefault().AsSpan(), depth);

    /// <inheritdoc cref="OfRepeated{TCodec, T}(ReadOnlySpan{T}, int)" />
    public static int OfRepeated<TCodec, T>(ImmutableList<T>? items, int depth)
        where TCodec : IWireCodec<T> => items is null ? 0 : OfEach<TCodec, T, ImmutableList<T>.Enumerator>(items.GetEnumerator(), depth);

    /// <inheritdoc cref="OfRepeated{TCodec, T}(ReadOnlySpan{T}, int)" />
    public static int OfRepeated<TCodec, T>(ImmutableHashSet<T>? items, int depth)
        where TCodec : IWireCodec<T> => items is null ? 0 : OfEach<TCodec, T, ImmutableHashSet<T>.Enumerator>(items.GetEnumerator(), depth);

    /// <inheritdoc cref="OfRepeated{TCodec, T}(ReadOnlySpan{T}, int)" />
    public static int OfRepeated<TCodec, T>(IReadOnlyList<T>? items, int depth)
        where TCodec : IWireCodec<T>
    {
        var size = 2 * Prefix;
        for (var i = 0; i < (items?.Count ?? 0); i++)
        {
            size = checked(size + Element<TCodec, T>(items![i], depth));
        }

        return size;
    }

    /// <inheritdoc cref="OfRepeated{TCodec, T}(ReadOnlySpan{T}, int)" />
    public static int OfRepeated<TCodec, T>(IReadOnlyCollection<T>? items, int depth)
        where TCodec : IWireCodec<T> =>
        items switch
        {
            null => 0,
            IReadOnlyList<T> list => OfRepeated<TCodec, T>(list, depth),
            HashSet<T> set => OfRepeated<TCodec, T>(set, depth),
            ImmutableHashSet<T> set => OfRepeated<TCodec, T>(set, depth),
            _ => OfEach<TCodec, T, IEnumerator<T>>(items.GetEnumerator(), depth),
        };

    /// <summary>A map.</summary>
    /// <exception cref="ArgumentNullException">A value is null.</exception>
    public static int OfMap<TKeyCodec, TKey, TValueCodec, TValue>(Dictionary<TKey, TValue>? map, int depth)
        where TKeyCodec : IWireCodec<TKey>
        where TKey : notnull
        where TValueCodec : IWireCodec<TValue> =>
        map is null ? 0 : OfEntries<TKeyCodec, TKey, TValueCodec, TValue, Dictionary<TKey, TValue>.Enumerator>(map.GetEnumerator(), depth);

    /// <inheritdoc cref="OfMap{TKeyCodec, TKey, TValueCodec, TValue}(Dictionary{TKey, TValue}, int)" />
    public static int OfMap<TKeyCodec, TKey, TValueCodec, TValue>(SortedDictionary<TKey, TValue>? map, int depth)
        where TKeyCodec : IWireCodec<TKey>
        where TKey : notnull
        where TValueCodec : IWireCodec<TValue> =>
        map is null
            ? 0
            : OfEntries<TKeyCodec, TKey, TValueCodec, TValue, SortedDictionary<TKey, TValue>.Enumerator>(map.GetEnumerator(), depth);

    /// <inheritdoc cref="OfMap{TKeyCodec, TKey, TValueCodec, TValue}(Dictionary{TKey, TValue}, int)" />
    public static int OfMap<TKeyCodec, TKey, TValueCodec, TValue>(ImmutableDictionary<TKey, TValue>? map, int depth)
        where TKeyCodec : IWireCodec<TKey>
        where TKey : notnull
        where TValueCodec : IWireCodec<TValue> =>
        map is null
            ? 0
            : OfEntries<TKeyCodec, TKey, TValueCodec, TValue, ImmutableDictionary<TKey, TValue>.Enumerator>(map.GetEnumerator(), depth);

    /// <inheritdoc cref="OfMap{TKeyCodec, TKey, TValueCodec, TValue}(Dictionary{TKey, TValue}, int)" />
    public static int OfMap<TKeyCodec, TKey, TValueCodec, TValue>(IReadOnlyDictionary<TKey, TValue>? map, int depth)
        where TKeyCodec : IWireCodec<TKey>
        where TKey : notnull
        where TValueCodec : IWireCodec<TValue> =>
        map switch
        {
            null => 0,
            Dictionary<TKey, TValue> known => OfMap<TKeyCodec, TKey, TValueCodec, TValue>(known, depth),
            SortedDictionary<TKey, TValue> known => OfMap<TKeyCodec, TKey, TValueCodec, TValue>(known, depth),
            ImmutableDictionary<TKey, TValue> known => OfMap<TKeyCodec, TKey, TValueCodec, TValue>(known, depth),
            _ => OfEntries<TKeyCodec, TKey, TValueCodec, TValue, IEnumerator<KeyValuePair<TKey, TValue>>>(map.GetEnumerator(), depth),
        };

    // Generic in the enumerator, so that one of a known collection is no garbage.
    private static int OfEach<TCodec, T, TItems>(TItems items, int depth)
        where TCodec : IWireCodec<T>
        where TItems : IEnumerator<T>
    {
        var size = 2 * Prefix;
        try
        {
            while (items.MoveNext())
            {
                size = checked(size + Element<TCodec, T>(items.Current, depth));
            }
        }
        finally
        {
            items.Dispose();
        }

        return size;
    }

    private static int OfEntries<TKeyCodec, TKey, TValueCodec, TValue, TEntries>(TEntries entries, int depth)
        where TKeyCodec : IWireCodec<TKey>
        where TValueCodec : IWireCodec<TValue>
        where TEntries : IEnumerator<KeyValuePair<TKey, TValue>>
    {
        var size = 0;
        try
        {
            while (entries.MoveNext())
            {
                var (key, value) = entries.Current;
                size = checked(size + 2 * Prefix + Element<TKeyCodec, TKey>(key, depth) + Element<TValueCodec, TValue>(value, depth));
            }
        }
        finally
        {
            entries.Dispose();
        }

        return size;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Element<TCodec, T>(T item, int depth)
        where TCodec : IWireCodec<T>
    {
        if (IsNull(item))
        {
            throw HoldsNull<T>(nameof(item));
        }

        return checked(Prefix + TCodec.GetSizeBound(item, depth));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ArgumentNullException HoldsNull<T>(string name) =>
        new(name, $"A collection of {typeof(T)} holds null, which has no place on the wire.");
}
