using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Waybill.Generated;

namespace Waybill;

public ref partial struct ProtoWriter
{
    /// <summary>Writes a repeated field: packed where the element's wire type allows it; nothing for an empty collection.</summary>
    /// <param name="tag">The length-delimited tag.</param>
    /// <param name="items">The elements; none of them null.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRepeated<TCodec, T>(uint tag, ReadOnlySpan<T> items)
        where TCodec : IWireCodec<T>
    {
        if (TCodec.IsPackable)
        {
            _position = WritePacked<TCodec, T>(_destination, _position, tag, items);
            return;
        }

        foreach (var item in items)
        {
            WriteField<TCodec, T>(tag, item);
        }
    }

    /// <inheritdoc cref="WriteRepeated{TCodec, T}(uint, ReadOnlySpan{T})" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRepeated<TCodec, T>(uint tag, T[]? items)
        where TCodec : IWireCodec<T> => WriteRepeated<TCodec, T>(tag, new ReadOnlySpan<T>(items));

    /// <inheritdoc cref="WriteRepeated{TCodec, T}(uint, ReadOnlySpan{T})" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRepeated<TCodec, T>(uint tag, List<T>? items)
        where TCodec : IWireCodec<T> => WriteRepeated<TCodec, T>(tag, (ReadOnlySpan<T>)CollectionsMarshal.AsSpan(items));

    /// <inheritdoc cref="WriteRepeated{TCodec, T}(uint, ReadOnlySpan{T})" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRepeated<TCodec, T>(uint tag, HashSet<T>? items)
        where TCodec : IWireCodec<T>
    {
        if (items is not null)
        {
            _position = WriteEach<TCodec, T, HashSet<T>.Enumerator>(this, tag, items.Count, items.GetEnumerator());
        }
    }

    /// <inheritdoc cref="WriteRepeated{TCodec, T}(uint, ReadOnlySpan{T})" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRepeated<TCodec, T>(uint tag, ImmutableList<T>? items)
        where TCodec : IWireCodec<T>
    {
        if (items is not null)
        {
            _position = WriteEach<TCodec, T, ImmutableList<T>.Enumerator>(this, tag, items.Count, items.GetEnumerator());
        }
    }

    /// <inheritdoc cref="WriteRepeated{TCodec, T}(uint, ReadOnlySpan{T})" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRepeated<TCodec, T>(uint tag, ImmutableHashSet<T>? items)
        where TCodec : IWireCodec<T>
    {
        if (items is not null)
        {
            _position = WriteEach<TCodec, T, ImmutableHashSet<T>.Enumerator>(this, tag, items.Count, items.GetEnumerator());
        }
    }

    /// <inheritdoc cref="WriteRepeated{TCodec, T}(uint, ReadOnlySpan{T})" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRepeated<TCodec, T>(uint tag, ImmutableArray<T> items)
        where TCodec : IWireCodec<T> => WriteRepeated<TCodec, T>(tag, items.AsSpan());

    /// <inheritdoc cref="WriteRepeated{TCodec, T}(uint, ReadOnlySpan{T})" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRepeated<TCodec, T>(uint tag, ImmutableArray<T>? items)
        where TCodec : IWireCodec<T> => WriteRepeated<TCodec, T>(tag, items.GetValueOrDefault().AsSpan());

    /// <inheritdoc cref="WriteRepeated{TCodec, T}(uint, ReadOnlySpan{T})" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRepeated<TCodec, T>(uint tag, IReadOnlyList<T>? items)
        where TCodec : IWireCodec<T> => _position = WriteList<TCodec, T>(this, tag, items);

    /// <inheritdoc cref="WriteRepeated{TCodec, T}(uint, ReadOnlySpan{T})" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRepeated<TCodec, T>(uint tag, IReadOnlyCollection<T>? items)
        where TCodec : IWireCodec<T> => _position = WriteCollection<TCodec, T>(this, tag, items);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WritePacked<TCodec, T>(Span<byte> destination, int position, uint tag, ReadOnlySpan<T> items)
        where TCodec : IWireCodec<T>
    {
        if (items.IsEmpty)
        {
            return position;
        }

        var writer = new ProtoWriter(destination, position, 0);
        writer.WriteTag(tag);
        var start = writer.BeginLength(items.Length);
        foreach (var item in items)
        {
            TCodec.Write(ref writer, item);
        }

        writer.EndLength(start, items.Length);
        return writer._position;
    }

    private static int WriteList<TCodec, T>(ProtoWriter writer, uint tag, IReadOnlyList<T>? items)
        where TCodec : IWireCodec<T>
    {
        switch (items)
        {
            case null:
                break;
            case T[] array:
                writer.WriteRepeated<TCodec, T>(tag, new ReadOnlySpan<T>(array));
                break;
            case List<T> list:
                writer.WriteRepeated<TCodec, T>(tag, (ReadOnlySpan<T>)CollectionsMarshal.AsSpan(list));
                break;
            default:
                return WriteIndexed<TCodec, T>(writer, tag, items);
        }

        return writer._position;
    }

    private static int WriteCollection<TCodec, T>(ProtoWriter writer, uint tag, IReadOnlyCollection<T>? items)
        where TCodec : IWireCodec<T>
    {
        switch (items)
        {
            case null:
                break;
            case IReadOnlyList<T> list:
                return WriteList<TCodec, T>(writer, tag, list);
            case HashSet<T> set:
                writer.WriteRepeated<TCodec, T>(tag, set);
                break;
            case ImmutableHashSet<T> set:
                writer.WriteRepeated<TCodec, T>(tag, set);
                break;
            default:
                return WriteEach<TCodec, T, IEnumerator<T>>(writer, tag, items.Count, items.GetEnumerator());
        }

        return writer._position;
    }

    // Neither foreach, which would allocate an enumerator, nor a copy.
    private static int WriteIndexed<TCodec, T>(ProtoWriter writer, uint tag, IReadOnlyList<T> items)
        where TCodec : IWireCodec<T>
    {
        var count = items.Count;
        if (count == 0)
        {
            return writer._position;
        }

        var start = 0;
        if (TCodec.IsPackable)
        {
            writer.WriteTag(tag);
            start = writer.BeginLength(count);
        }

        for (var i = 0; i < count; i++)
        {
            if (!TCodec.IsPackable)
            {
                writer.WriteTag(tag);
            }

            TCodec.Write(ref writer, items[i]);
        }

        if (TCodec.IsPackable)
        {
            writer.EndLength(start, count);
        }

        return writer._position;
    }

    // Generic in the enumerator, so that one of a known collection is no garbage.
    private static int WriteEach<TCodec, T, TItems>(ProtoWriter writer, uint tag, int count, TItems items)
        where TCodec : IWireCodec<T>
        where TItems : IEnumerator<T>
    {
        try
        {
            if (count == 0)
            {
                return writer._position;
            }

            var start = 0;
            if (TCodec.IsPackable)
            {
                writer.WriteTag(tag);
                start = writer.BeginLength(count);
            }

            while (items.MoveNext())
            {
                if (!TCodec.IsPackable)
                {
                    writer.WriteTag(tag);
                }

                TCodec.Write(ref writer, items.Current);
            }

            if (TCodec.IsPackable)
            {
                writer.EndLength(start, count);
            }

            return writer._position;
        }
        finally
        {
            items.Dispose();
        }
    }
}
