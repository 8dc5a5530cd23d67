using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Waybill.Generated.Json;

namespace Waybill;

public ref partial struct JsonMessageWriter
{
    /// <summary>Writes an array.</summary>
    public void WriteArray<TCodec, T>(scoped ReadOnlySpan<T> items)
        where TCodec : IJsonCodec<T>
    {
        Begin((byte)'[');
        for (var i = 0; i < items.Length; i++)
        {
            if (i > 0)
            {
                WriteByte((byte)',');
            }

            TCodec.Write(ref this, items[i]);
        }

        End((byte)']');
    }

    /// <summary>Writes an array, or null.</summary>
    public void WriteArray<TCodec, T>(T[]? items)
        where TCodec : IJsonCodec<T>
    {
        if (items is null)
        {
            WriteNull();
        }
        else
        {
            WriteArray<TCodec, T>(new ReadOnlySpan<T>(items));
        }
    }

    /// <inheritdoc cref="WriteArray{TCodec, T}(T[])" />
    public void WriteArray<TCodec, T>(List<T>? items)
        where TCodec : IJsonCodec<T>
    {
        if (items is null)
        {
            WriteNull();
        }
        else
        {
            WriteArray<TCodec, T>((ReadOnlySpan<T>)CollectionsMarshal.AsSpan(items));
        }
    }

    /// <inheritdoc cref="WriteArray{TCodec, T}(T[])" />
    public void WriteArray<TCodec, T>(Memory<T>? items)
        where TCodec : IJsonCodec<T> => WriteArray<TCodec, T>((ReadOnlyMemory<T>?)items);

    /// <inheritdoc cref="WriteArray{TCodec, T}(T[])" />
    public void WriteArray<TCodec, T>(ReadOnlyMemory<T>? items)
        where TCodec : IJsonCodec<T>
    {
        if (items is null)
        {
            WriteNull();
        }
        else
        {
            WriteArray<TCodec, T>(items.GetValueOrDefault().Span);
        }
    }

    /// <inheritdoc cref="WriteArray{TCodec, T}(T[])" />
    public void WriteArray<TCodec, T>(ImmutableArray<T>? items)
        where TCodec : IJsonCodec<T>
    {
        if (items is null)
        {
            WriteNull();
        }
        else
        {
            WriteArray<TCodec, T>(items.GetValueOrDefault().AsSpan());
        }
    }

    /// <inheritdoc cref="WriteArray{TCodec, T}(T[])" />
    public void WriteArray<TCodec, T>(HashSet<T>? items)
        where TCodec : IJsonCodec<T>
    {
        if (items is null)
        {
            WriteNull();
        }
        else
        {
            WriteEach<TCodec, T, HashSet<T>.Enumerator>(items.GetEnumerator());
        }
    }

    /// <inheritdoc cref="WriteArray{TCodec, T}(T[])" />
    public void WriteArray<TCodec, T>(ImmutableList<T>? items)
        where TCodec : IJsonCodec<T>
    {
        if (items is null)
        {
            WriteNull();
        }
        else
        {
            WriteEach<TCodec, T, ImmutableList<T>.Enumerator>(items.GetEnumerator());
        }
    }

    /// <inheritdoc cref="WriteArray{TCodec, T}(T[])" />
    public void WriteArray<TCodec, T>(ImmutableHashSet<T>? items)
        where TCodec : IJsonCodec<T>
    {
        if (items is null)
        {
            WriteNull();
        }
        else
        {
            WriteEach<TCodec, T, ImmutableHashSet<T>.Enumerator>(items.GetEnumerator());
        }
    }

    /// <inheritdoc cref="WriteArray{TCodec, T}(T[])" />
    public void WriteArray<TCodec, T>(IReadOnlyList<T>? items)
        where TCodec : IJsonCodec<T>
    {
        switch (items)
        {
            case null:
                WriteNull();
                break;
            case T[] array:
                WriteArray<TCodec, T>(new ReadOnlySpan<T>(array));
                break;
            case List<T> list:
                WriteArray<TCodec, T>(list);
                break;
            default:
                WriteIndexed<TCodec, T>(items);
                break;
        }
    }

    /// <inheritdoc cref="WriteArray{TCodec, T}(T[])" />
    public void WriteArray<TCodec, T>(IReadOnlyCollection<T>? items)
        where TCodec : IJsonCodec<T>
    {
        switch (items)
        {
            case null:
                WriteNull();
                break;
            case IReadOnlyList<T> list:
                WriteArray<TCodec, T>(list);
                break;
            case HashSet<T> set:
                WriteArray<TCodec, T>(set);
                break;
            case ImmutableHashSet<T> set:
                WriteArray<TCodec, T>(set);
                break;
            default:
                WriteEach<TCodec, T, IEnumerator<T>>(items.GetEnumerator());
                break;
        }
    }

    // Neither foreach, which would allocate an enumerator, nor a copy.
    private void WriteIndexed<TCodec, T>(IReadOnlyList<T> items)
        where TCodec : IJsonCodec<T>
    {
        Begin((byte)'[');
        var count = items.Count;
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
            {
                WriteByte((byte)',');
            }

            TCodec.Write(ref this, items[i]);
        }

        End((byte)']');
    }

    // Generic in the enumerator, so that one of a known collection is no garbage.
    private void WriteEach<TCodec, T, TItems>(TItems items)
        where TCodec : IJsonCodec<T>
        where TItems : IEnumerator<T>
    {
        try
        {
            Begin((byte)'[');
            var isFirst = true;
            while (items.MoveNext())
            {
                if (!isFirst)
                {
                    WriteByte((byte)',');
                }

                isFirst = false;
                TCodec.Write(ref this, items.Current);
            }

            End((byte)']');
        }
        finally
        {
            items.Dispose();
        }
    }
}
