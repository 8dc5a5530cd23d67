using System.Collections.Immutable;
using Waybill.Generated;

namespace Waybill;

public ref partial struct ProtoWriter
{
    /// <summary>Writes a map: one entry message <c>{key = 1, value = 2}</c> for each pair.</summary>
    public void WriteMap<TKeyCodec, TKey, TValueCodec, TValue>(uint tag, Dictionary<TKey, TValue>? map)
        where TKeyCodec : IWireCodec<TKey>
        where TKey : notnull
        where TValueCodec : IWireCodec<TValue>
    {
        if (map is not null)
        {
            WriteEntries<TKeyCodec, TKey, TValueCodec, TValue, Dictionary<TKey, TValue>.Enumerator>(tag, map.GetEnumerator());
        }
    }

    /// <inheritdoc cref="WriteMap{TKeyCodec, TKey, TValueCodec, TValue}(uint, Dictionary{TKey, TValue})" />
    public void WriteMap<TKeyCodec, TKey, TValueCodec, TValue>(uint tag, SortedDictionary<TKey, TValue>? map)
        where TKeyCodec : IWireCodec<TKey>
        where TKey : notnull
        where TValueCodec : IWireCodec<TValue>
    {
        if (map is not null)
        {
            WriteEntries<TKeyCodec, TKey, TValueCodec, TValue, SortedDictionary<TKey, TValue>.Enumerator>(tag, map.GetEnumerator());
        }
    }

    /// <inheritdoc cref="WriteMap{TKeyCodec, TKey, TValueCodec, TValue}(uint, Dictionary{TKey, TValue})" />
    public void WriteMap<TKeyCodec, TKey, TValueCodec, TValue>(uint tag, ImmutableDictionary<TKey, TValue>? map)
        where TKeyCodec : IWireCodec<TKey>
        where TKey : notnull
        where TValueCodec : IWireCodec<TValue>
    {
        if (map is not null)
        {
            WriteEntries<TKeyCodec, TKey, TValueCodec, TValue, ImmutableDictionary<TKey, TValue>.Enumerator>(tag, map.GetEnumerator());
        }
    }

    /// <inheritdoc cref="WriteMap{TKeyCodec, TKey, TValueCodec, TValue}(uint, Dictionary{TKey, TValue})" />
    public void WriteMap<TKeyCodec, TKey, TValueCodec, TValue>(uint tag, IReadOnlyDictionary<TKey, TValue>? map)
        where TKeyCodec : IWireCodec<TKey>
        where TKey : notnull
        where TValueCodec : IWireCodec<TValue>
    {
        switch (map)
        {
            case null:
                break;
            case Dictionary<TKey, TValue> known:
                WriteMap<TKeyCodec, TKey, TValueCodec, TValue>(tag, known);
                break;
            case SortedDictionary<TKey, TValue> known:
                WriteMap<TKeyCodec, TKey, TValueCodec, TValue>(tag, known);
                break;
            case ImmutableDictionary<TKey, TValue> known:
                WriteMap<TKeyCodec, TKey, TValueCodec, TValue>(tag, known);
                break;
            default:
                WriteEntries<TKeyCodec, TKey, TValueCodec, TValue, IEnumerator<KeyValuePair<TKey, TValue>>>(tag, map.GetEnumerator());
                break;
        }
    }

    private void WriteEntries<TKeyCodec, TKey, TValueCodec, TValue, TEntries>(uint tag, TEntries entries)
        where TKeyCodec : IWireCodec<TKey>
        where TValueCodec : IWireCodec<TValue>
        where TEntries : IEnumerator<KeyValuePair<TKey, TValue>>
    {
        try
        {
            while (entries.MoveNext())
            {
                var (key, value) = entries.Current;
                WriteTag(tag);
                var start = BeginLength(0);
                WriteTag(WireTags.MapKey(TKeyCodec.WireType));
                TKeyCodec.Write(ref this, key);
                WriteTag(WireTags.MapValue(TValueCodec.WireType));
                TValueCodec.Write(ref this, value);
                EndLength(start, 0);
            }
        }
        finally
        {
            entries.Dispose();
        }
    }
}
