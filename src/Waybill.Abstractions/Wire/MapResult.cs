using System.Collections.Immutable;
using System.ComponentModel;

namespace Waybill.Generated;

/// <summary>Makes of the entries that were read the map that the message declares. Null is an absent field.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MapResult
{
    /// <summary>The entries by rising key; empty for an absent field.</summary>
    public static SortedDictionary<TKey, TValue> ToSortedDictionary<TKey, TValue>(Dictionary<TKey, TValue>? entries)
        where TKey : notnull
    {
        var map = new SortedDictionary<TKey, TValue>(Order<TKey>());
        foreach (var (key, value) in entries ?? [])
        {
            map.Add(key, value);
        }

        return map;
    }

    /// <summary>The entries by rising key; null for an absent field.</summary>
    public static SortedDictionary<TKey, TValue>? ToNullableSortedDictionary<TKey, TValue>(Dictionary<TKey, TValue>? entries)
        where TKey : notnull => entries is null ? null : ToSortedDictionary(entries);

    /// <summary>The entries; empty for an absent field.</summary>
    public static ImmutableDictionary<TKey, TValue> ToImmutableDictionary<TKey, TValue>(Dictionary<TKey, TValue>? entries)
        where TKey : notnull => entries is null ? ImmutableDictionary<TKey, TValue>.Empty : ImmutableDictionary.CreateRange(entries);

    /// <summary>The entries; null for an absent field.</summary>
    public static ImmutableDictionary<TKey, TValue>? ToNullableImmutableDictionary<TKey, TValue>(Dictionary<TKey, TValue>? entries)
        where TKey : notnull => entries is null ? null : ToImmutableDictionary(entries);

    // The default order of text is the reader's culture's, to which two texts may be one: entries would be lost, and elsewhere other ones.
    private static IComparer<TKey> Order<TKey>() => StringComparer.Ordinal as IComparer<TKey> ?? Comparer<TKey>.Default;
}
