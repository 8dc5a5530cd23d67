using System.Collections.Immutable;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Waybill.Generated;

/// <summary>Gathers the entries of a map while a message is read. The default value is an absent field.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct MapBuilder<TKey, TValue>
    where TKey : notnull
{
    private Dictionary<TKey, TValue>? _map;
    private HashBuckets<TKey> _buckets;

    /// <summary>A map that is there, and has no entry yet.</summary>
    internal static MapBuilder<TKey, TValue> Begin() => new() { _map = [] };

    /// <summary>Sets an entry; of entries with the same key the last one wins.</summary>
    /// <returns>False when too many keys share a bucket.</returns>
    internal bool TrySet(TKey key, TValue value)
    {
        var map = _map ??= [];
        CollectionsMarshal.GetValueRefOrAddDefault(map, key, out var exists) = value;
        return exists || !HashBuckets<TKey>.AreWatched(map.Count) || TryCount(map, key);
    }

    private bool TryCount(Dictionary<TKey, TValue> map, TKey key)
    {
        if (_buckets.Capacity == map.Capacity)
        {
            return _buckets.TryAdd(key);
        }

        // The map has grown, and every key has another bucket.
        _buckets = new HashBuckets<TKey>(map.Capacity);
        foreach (var known in map.Keys)
        {
            if (!_buckets.TryAdd(known))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The entries; empty for an absent field.</summary>
    public readonly Dictionary<TKey, TValue> ToDictionary() => _map ?? [];

    /// <summary>The entries; null for an absent field.</summary>
    public readonly Dictionary<TKey, TValue>? ToNullableDictionary() => _map;

    /// <summary>The entries by rising key; empty for an absent field.</summary>
    public readonly SortedDictionary<TKey, TValue> ToSortedDictionary()
    {
        var map = new SortedDictionary<TKey, TValue>(Order);
        foreach (var (key, value) in _map ?? [])
        {
            map.Add(key, value);
        }

        return map;
    }

    /// <summary>The entries by rising key; null for an absent field.</summary>
    public readonly SortedDictionary<TKey, TValue>? ToNullableSortedDictionary() => _map is null ? null : ToSortedDictionary();

    /// <summary>The entries; empty for an absent field.</summary>
    public readonly ImmutableDictionary<TKey, TValue> ToImmutableDictionary() =>
        _map is null ? ImmutableDictionary<TKey, TValue>.Empty : ImmutableDictionary.CreateRange(_map);

    /// <summary>The entries; null for an absent field.</summary>
    public readonly ImmutableDictionary<TKey, TValue>? ToNullableImmutableDictionary() => _map is null ? null : ToImmutableDictionary();

    // The default order of text is the reader's culture's, to which two texts may be one: entries would be lost, and elsewhere other ones.
    private static IComparer<TKey> Order => StringComparer.Ordinal as IComparer<TKey> ?? Comparer<TKey>.Default;
}
