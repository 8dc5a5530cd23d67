using System.Buffers;
using System.Collections.Immutable;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Waybill.Generated.Json;

/// <summary>
/// The elements of an array while it is read, in a pooled buffer, since nobody knows before how many there will be. Whoever takes them as a collection gives the
/// buffer back with that: once.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct JsonItems<T>
{
    private T[]? _buffer;
    private int _count;

    private readonly ReadOnlySpan<T> Span => new(_buffer, 0, _count);

    internal void Add(T item)
    {
        if (_count == (_buffer?.Length ?? 0))
        {
            Grow();
        }

        _buffer![_count++] = item;
    }

    /// <summary>The elements.</summary>
    public T[] ToArray()
    {
        var items = Span.ToArray();
        Return();
        return items;
    }

    /// <summary>The elements.</summary>
    public List<T> ToList()
    {
        var list = new List<T>(_count);
        list.AddRange(Span);
        Return();
        return list;
    }

    /// <summary>The elements.</summary>
    public ImmutableArray<T> ToImmutableArray() => ImmutableCollectionsMarshal.AsImmutableArray(ToArray());

    /// <summary>The elements, each once.</summary>
    public HashSet<T> ToHashSet()
    {
        var set = new HashSet<T>(_count);
        foreach (var item in Span)
        {
            set.Add(item);
        }

        Return();
        return set;
    }

    /// <summary>The elements.</summary>
    public ImmutableList<T> ToImmutableList()
    {
        var list = ImmutableList.Create(Span);
        Return();
        return list;
    }

    /// <summary>The elements, each once.</summary>
    public ImmutableHashSet<T> ToImmutableHashSet()
    {
        var set = ImmutableHashSet.Create(Span);
        Return();
        return set;
    }

    private void Grow()
    {
        const int First = 16;
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(First, 2 * _count));
        Span.CopyTo(larger);
        Return();
        _buffer = larger;
    }

    private void Return()
    {
        if (_buffer is not null)
        {
            ArrayPool<T>.Shared.Return(_buffer, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
            _buffer = null;
        }
    }
}
