using System.Collections.Immutable;
using Waybill.Generated.Json;

namespace Waybill;

public ref partial struct JsonMessageWriter
{
    /// <summary>Writes a map as an object, or null.</summary>
    public void WriteMap<TKeyCodec, TKey, TValueCodec, TValue>(Dictionary<TKey, TValue>? map)
        where TKeyCodec : IJsonCodec<TKey>
        where TKey : notnull
        where TValueCodec : IJsonCodec<TValue>
    {
        if (map is null)
        {
            WriteNull();
        }
        else
        {
            WriteEntries<TKeyCodec, TKey, TValueCodec, TValue, Dictionary<TKey, TValue>.Enumerator>(map.GetEnumerator());
        }
    }

    /// <inheritdoc cref="WriteMap{TKeyCodec, TKey, TValueCodec, TValue}(Dictionary{TKey, TValue})" />
    public void WriteMap<TKeyCodec, TKey, TValueCodec, TValue>(SortedDictionary<TKey, TValue>? map)
        where TKeyCodec : IJsonCodec<TKey>
        where TKey : notnull
        where TValueCodec : IJsonCodec<TValue>
    {
        if (map is null)
        {
            WriteNull();
        }
        else
        {
            WriteEntries<TKeyCodec, TKey, TValueCodec, TValue, SortedDictionary<TKey, TValue>.Enumerator>(map.GetEnumerator());
        }
    }

    /// <inheritdoc cref="WriteMap{TKeyCodec, TKey, TValueCodec, TValue}(Dictionary{TKey, TValue})" />
    public void WriteMap<TKeyCodec, TKey, TValueCodec, TValue>(ImmutableDictionary<TKey, TValue>? map)
        where TKeyCodec : IJsonCodec<TKey>
        where TKey : notnull
        where TValueCodec : IJsonCodec<TValue>
    {
        if (map is null)
        {
            WriteNull();
        }
        else
        {
            WriteEntries<TKeyCodec, TKey, TValueCodec, TValue, ImmutableDictionary<TKey, TValue>.Enumerator>(map.GetEnumerator());
        }
    }

    /// <inheritdoc cref="WriteMap{TKeyCodec, TKey, TValueCodec, TValue}(Dictionary{TKey, TValue})" />
    public void WriteMap<TKeyCodec, TKey, TValueCodec, TValue>(IReadOnlyDictionary<TKey, TValue>? map)
        where TKeyCodec : IJsonCodec<TKey>
        where TKey : notnull
        where TValueCodec : IJsonCodec<TValue>
    {
        switch (map)
        {
            case null:
                WriteNull();
                break;
            case Dictionary<TKey, TValue> known:
                WriteMap<TKeyCodec, TKey, TValueCodec, TValue>(known);
                break;
            case SortedDictionary<TKey, TValue> known:
                WriteMap<TKeyCodec, TKey, TValueCodec, TValue>(known);
                break;
            case ImmutableDictionary<TKey, TValue> known:
                WriteMap<TKeyCodec, TKey, TValueCodec, TValue>(known);
                break;
            default:
                WriteEntries<TKeyCodec, TKey, TValueCodec, TValue, IEnumerator<KeyValuePair<TKey, TValue>>>(map.GetEnumerator());
                break;
        }
    }

    private void WriteEntries<TKeyCodec, TKey, TValueCodec, TValue, TEntries>(TEntries entries)
        where TKeyCodec : IJsonCodec<TKey>
        where TValueCodec : IJsonCodec<TValue>
        where TEntries : IEnumerator<KeyValuePair<TKey, TValue>>
    {
        try
        {
            Begin((byte)'{');
            var isFirst = true;
            while (entries.MoveNext())
            {
                if (!isFirst)
                {
                    WriteByte((byte)',');
                }

                isFirst = false;
                var (key, value) = entries.Current;
                WriteKey<TKeyCodec, TKey>(key);
                WriteByte((byte)':');
                TValueCodec.Write(ref this, value);
            }

            End((byte)'}');
        }
        finally
        {
            entries.Dispose();
        }
    }

    private void WriteKey<TCodec, T>(T key)
        where TCodec : IJsonCodec<T>
    {
        if (TCodec.IsText)
        {
            TCodec.Write(ref this, key);
            return;
        }

        WriteByte((byte)'"');
        TCodec.Write(ref this, key);
        WriteByte((byte)'"');
    }
}
