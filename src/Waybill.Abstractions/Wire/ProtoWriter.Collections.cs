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
    public void WriteRepeated<TCodec, T>(uint tag, HashSet<T>? items)
        where TCodec : IWireCodec<T>
    {
        if (items is not null)
        {
            WriteEach<TCodec, T, HashSet<T>.Enumerator>(tag, items.Count, items.GetEnumerator());
        }
    }

    /// <inheritdoc cref="WriteRepeated{TCodec, T}(uint, ReadOnlySpan{T})" />
    public void WriteRepeated<TCodec, T>(uint tag, ImmutableList<T>? items)
        where TCodec : IWireCodec<T>
    {
        if (items is not null)
        {
            WriteEach<TCodec, T, ImmutableList<T>.Enumerator>(tag, items.Count, items.GetEnumerator());
        }
    }

    /// <inheritdoc cref="WriteRepeated{TCodec, T}(uint, ReadOnlySpan{T})" />
    public void WriteRepeated<TCodec, T>(uint tag, ImmutableHashSet<T>? items)
        where TCodec : IWireCodec<T>
    {
        if (items is not null)
        {
            WriteEach<TCodec, T, ImmutableHashSet<T>.Enumerator>(tag, items.Count, items.GetEnumerator());
        }
    }

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

    /// <inheritdoc cref="WriteRepeated{TCodec, T}(uint, ReadOnlySpan{T})" />
    public void WriteRepeated<TCodec, T>(uint tag, IReadOnlyCollection<T>? items)
        where TCodec : IWireCodec<T>
    {
        switch (items)
        {
            case null:
                break;
            case IReadOnlyList<T> list:
                WriteRepeated<TCodec, T>(tag, list);
                break;
            case HashSet<T> set:
                WriteRepeated<TCodec, T>(tag, set);
                break;
            case ImmutableHashSet<T> set:
                WriteRepeated<TCodec, T>(tag, set);
                break;
            default:
                WriteEach<TCodec, T, IEnumerator<T>>(tag, items.Count, items.GetEnumerator());
                break;
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

    // Generic in the enumerator, so that one of a known collection is no garbage.
    private void WriteEach<TCodec, T, TItems>(uint tag, int count, TItems items)
        where TCodec : IWireCodec<T>
        where TItems : IEnumerator<T>
    {
        try
        {
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

            while (items.MoveNext())
            {
                if (!TCodec.IsPackable)
                {
                    WriteTag(tag);
                }

                TCodec.Write(ref this, items.Current);
            }

            if (TCodec.IsPackable)
            {
                EndLength(start, count);
            }
        }
        finally
        {
            items.Dispose();
        }
    }
}
