using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Waybill.Generated;
using Waybill.Generated.Json;

namespace Waybill;

public ref partial struct JsonMessageReader
{
    /// <summary>Reads an array.</summary>
    public T[] ReadArray<TCodec, T>()
        where TCodec : IJsonCodec<T>
    {
        using var items = ReadItems<TCodec, T>();
        return items.Span.ToArray();
    }

    /// <inheritdoc cref="ReadArray{TCodec, T}" />
    public List<T> ReadList<TCodec, T>()
        where TCodec : IJsonCodec<T>
    {
        using var items = ReadItems<TCodec, T>();
        var list = new List<T>(items.Span.Length);
        list.AddRange(items.Span);
        return list;
    }

    /// <inheritdoc cref="ReadArray{TCodec, T}" />
    public ImmutableArray<T> ReadImmutableArray<TCodec, T>()
        where TCodec : IJsonCodec<T> => ImmutableCollectionsMarshal.AsImmutableArray(ReadArray<TCodec, T>());

    /// <inheritdoc cref="ReadArray{TCodec, T}" />
    public ImmutableList<T> ReadImmutableList<TCodec, T>()
        where TCodec : IJsonCodec<T>
    {
        using var items = ReadItems<TCodec, T>();
        return ImmutableList.Create(items.Span);
    }

    /// <summary>Reads an array whose elements count once.</summary>
    /// <exception cref="MessageFormatException">Too many elements share a bucket of the set: see <see cref="ProtoReader.MaxBucket"/>.</exception>
    public HashSet<T> ReadHashSet<TCodec, T>()
        where TCodec : IJsonCodec<T>
    {
        var start = _position;
        using var items = ReadItems<TCodec, T>();
        return HashBuckets<T>.ToSet(items.Span) ?? throw Crowded<T>(start);
    }

    /// <inheritdoc cref="ReadHashSet{TCodec, T}" />
    public ImmutableHashSet<T> ReadImmutableHashSet<TCodec, T>()
        where TCodec : IJsonCodec<T> => [.. ReadHashSet<TCodec, T>()];

    /// <summary>Reads an object as a map; of entries with one key the last counts.</summary>
    /// <exception cref="MessageFormatException">Too many keys share a bucket of the map: see <see cref="ProtoReader.MaxBucket"/>.</exception>
    public MapBuilder<TKey, TValue> ReadMap<TKeyCodec, TKey, TValueCodec, TValue>()
        where TKeyCodec : IJsonCodec<TKey>
        where TKey : notnull
        where TValueCodec : IJsonCodec<TValue>
    {
        var map = MapBuilder<TKey, TValue>.Begin();
        Begin((byte)'{', "an object");
        var more = !TryEnd((byte)'}');
        while (more)
        {
            if (Next() != (byte)'"')
            {
                throw Expected("a key in quotes");
            }

            var start = _position;
            var key = TKeyCodec.Read(ref this);
            ReadColon();
            if (!map.TrySet(key, TValueCodec.Read(ref this)))
            {
                throw Crowded<TKey>(start);
            }

            more = TryContinue((byte)'}');
        }

        return map;
    }

    private JsonItems<T> ReadItems<TCodec, T>()
        where TCodec : IJsonCodec<T>
    {
        var items = default(JsonItems<T>);
        Begin((byte)'[', "an array");
        var more = !TryEnd((byte)']');
        while (more)
        {
            items.Add(TCodec.Read(ref this));
            more = TryContinue((byte)']');
        }

        return items;
    }

    private readonly MessageFormatException Crowded<T>(int position) => Error(HashBuckets<T>.Crowded, position);
}
