using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Waybill.Generated;

namespace Waybill;

public ref partial struct ProtoWriter
{
    /// <summary>Writes a map: one entry message <c>{key = 1, value = 2}</c> for each pair.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteMap<TKeyCodec, TKey, TValueCodec, TValue>(uint tag, Dictionary<TKey, TValue>? map)
        where TKeyCodec : IWireCodec<TKey>
        where TKey : notnull
        where TValueCodec : IWireCodec<TValue>
    {
        if (map is not null)
        {
            _position = WriteEntries<TKeyCodec, TKey, TValueCodec, TValue, Dictionary<TKey, TValue>.Enumerator>(
                this,
                tag,
                map.GetEnumerator()
            );
        }
    }

    /// <inheritdoc cref="WriteMap{TKeyCodec, TKey, TValueCodec, TValue}(uint, Dictionary{TKey, TValue})" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteMap<TKeyCodec, TKey, TValueCodec, TValue>(uint tag, SortedDictionary<TKey, TValue>? map)
        where TKeyCodec : IWireCodec<TKey>
        where TKey : notnull
        where TValueCodec : IWireCodec<TValue>
    {
        if (map is not null)
        {
            _position = WriteEntries<TKeyCodec, TKey, TValueCodec, TValue, SortedDictionary<TKey, TValue>.Enumerator>(
                this,
                tag,
                map.GetEnumerator()
            );
        }
    }

    /// <inheritdoc cref="WriteMap{TKeyCodec, TKey, TValueCodec, TValue}(uint, Dictionary{TKey, TValue})" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteMap<TKeyCodec, TKey, TValueCodec, TValue>(uint tag, ImmutableDictionary<TKey, TValue>? map)
        where TKeyCodec : IWireCodec<TKey>
        where TKey : notnull
        where TValueCodec : IWireCodec<TValue>
    {
        if (map is not null)
        {
            _position = WriteEntries<TKeyCodec, TKey, TValueCodec, TValue, ImmutableDictionary<TKey, TValue>.Enumerator>(
                this,
                tag,
                map.GetEnumerator()
            );
        }
    }

    /// <inheritdoc cref="WriteMap{TKeyCodec, TKey, TValueCodec, TValue}(uint, Dictionary{TKey, TValue})" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteMap<TKeyCodec, TKey, TValueCodec, TValue>(uint tag, IReadOnlyDictionary<TKey, TValue>? map)
        where TKeyCodec : IWireCodec<TKey>
        where TKey : notnull
        where TValueCodec : IWireCodec<TValue> => _position = WriteKnown<TKeyCodec, TKey, TValueCodec, TValue>(this, tag, map);

    private static int WriteKnown<TKeyCodec, TKey, TValueCodec, TValue>(
        ProtoWriter writer,
        uint tag,
        IReadOnlyDictionary<TKey, TValue>? map
    )
        where TKeyCodec : IWireCodec<TKey>
        where TKey : notnull
        where TValueCodec : IWireCodec<TValue>
    {
        switch (map)
        {
            case null:
                break;
            case Dictionary<TKey, TValue> known:
                writer.WriteMap<TKeyCodec, TKey, TValueCodec, TValue>(tag, known);
                break;
            case SortedDictionary<TKey, TValue> known:
                writer.WriteMap<TKeyCodec, TKey, TValueCodec, TValue>(tag, known);
                break;
            case ImmutableDictionary<TKey, TValue> known:
                writer.WriteMap<TKeyCodec, TKey, TValueCodec, TValue>(tag, known);
                break;
            default:
                return WriteEntries<TKeyCodec, TKey, TValueCodec, TValue, IEnumerator<KeyValuePair<TKey, TValue>>>(
                    writer,
                    tag,
                    map.GetEnumerator()
                );
        }

        return writer._position;
    }

    private static int WriteEntries<TKeyCodec, TKey, TValueCodec, TValue, TEntries>(ProtoWriter writer, uint tag, TEntries entries)
        where TKeyCodec : IWireCodec<TKey>
        where TValueCodec : IWireCodec<TValue>
        where TEntries : IEnumerator<KeyValuePair<TKey, TValue>>
    {
        try
        {
            while (entries.MoveNext())
            {
                var (key, value) = entries.Current;
                writer.WriteTag(tag);
                var start = writer.BeginLength(0);
                writer.WriteTag(WireTags.MapKey(TKeyCodec.WireType));
                TKeyCodec.Write(ref writer, key);
                writer.WriteTag(WireTags.MapValue(TValueCodec.WireType));
                TValueCodec.Write(ref writer, value);
                writer.EndLength(start, 0);
            }

            return writer._position;
        }
        finally
        {
            entries.Dispose();
        }
    }
}
