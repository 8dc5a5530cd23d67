using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Waybill.Generated;

namespace Waybill;

public ref partial struct ProtoWriter
{
    /// <summary>Writes a repeated field: packed where the element's wire type allows it; nothing for an empty collection.</summary>
    /// <param name="tag">The length-delimited tag.</param>
    /// <param name="items">The elements; none of them null.</param>
    public void WriteRepeated<TCodec, T>(uint tag, ReadOnlySpan<T> items)
        where TCodec : IWireCodec<T>
    {
        if (!TCodec.IsPackable)
        {
            foreach (var item in items)
            {
                WriteTag(tag);
                TCodec.Write(ref this, item);
            }

            return;
        }

        if (!items.IsEmpty)
        {
            WriteTag(tag);
            var start = BeginLength(items.Length);
            foreach (var item in items)
            {
                TCodec.Write(ref this, item);
            }

            EndLength(start, items.Length);
        }
    }

    /// <inheritdoc cref="WriteRepeated{TCodec, T}(uint, ReadOnlySpan{T})" />
    public void WriteRepeated<TCodec, T>(uint tag, T[]? items)
        where TCodec : IWireCodec<T> => WriteRepeated<TCodec, T>(tag, new ReadOnlySpan<T>(items));

    /// <inheritdoc cref="WriteRepeated{TCodec, T}(uint, ReadOnlySpan{T})" />
    public void WriteRepeated<TCodec, T>(uint tag, List<T>? items)
        where TCodec : IWireCodec<T> => WriteRepeated<TCodec, T>(tag, (ReadOnlySpan<T>)CollectionsMarshal.AsSpan(items));

    /// <inheritdoc cref="WriteRepeated{TCodec, T}(uint, ReadOnlySpan{T})" />
    public void WriteRepeated<TCodec, T>(uint tag, ImmutableArray<T> items)
        where TCodec : IWireCodec<T> => WriteRepeated<TCodec, T>(tag, items.AsSpan());

    /// <inheritdoc cref="WriteRepeated{TCodec, T}(uint, ReadOnlySpan{T})" />
    public void WriteRepeated<TCodec, T>(uint tag, ImmutableArray<T>? items)
        where TCodec : IWireCodec<T> => WriteRepeated<TCodec, T>(tag, items.GetValueOrDefault().AsSpan());

    /// <inheritdoc cref="WriteRepeated{TCodec, T}(uint, ReadOnlySpan{T})" />
    public void WriteRepeated<TCodec, T>(uint tag, IReadOnlyList<T>? items)
        where TCodec : IWireCodec<T>
    {
        switch (items)
        {
            case null:
                break;
            case T[] array:
                WriteRepeated<TCodec, T>(tag, new ReadOnlySpan<T>(array));
                break;
            case List<T> list:
                WriteRepeated<TCodec, T>(tag, (ReadOnlySpan<T>)CollectionsMarshal.AsSpan(list));
                break;
            default:
                WriteIndexed<TCodec, T>(tag, items);
                break;
        }
    }

    /// <summary>Writes a map: one entry message <c>{key = 1, value = 2}</c> for each pair.</summary>
    public void WriteMap<TKeyCodec, TKey, TValueCodec, TValue>(uint tag, Dictionary<TKey, TValue>? map)
        where TKeyCodec : IWireCodec<TKey>
        where TKey : notnull
        where TValueCodec : IWireCodec<TValue>
    {
        if (map is null)
        {
            return;
        }

        foreach (var (key, value) in map)
        {
            WriteTag(tag);
            var start = BeginLength(0);
            WriteTag(WireTags.MapKey(TKeyCodec.WireType));
            TKeyCodec.Write(ref this, key);
            WriteTag(WireTags.MapValue(TValueCodec.WireType));
            TValueCodec.Write(ref this, value);
            EndLength(start, 0);
        }
    }

    // Neither foreach, which would allocate an enumerator, nor a copy.
    private void WriteIndexed<TCodec, T>(uint tag, IReadOnlyList<T> items)
        where TCodec : IWireCodec<T>
    {
        var count = items.Count;
        if (count == 0)
        {
            return;
        }

        var start = 0;
        if (TCodec.IsPackable)
        {
            WriteTag(tag);
            start = BeginLength(count);
        }

        for (var i = 0; i < count; i++)
        {
            if (!TCodec.IsPackable)
            {
                WriteTag(tag);
            }

            TCodec.Write(ref this, items[i]);
        }

        if (TCodec.IsPackable)
        {
            EndLength(start, count);
        }
    }
}
