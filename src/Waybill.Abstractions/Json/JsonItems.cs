using System.Buffers;
using System.Runtime.CompilerServices;

namespace Waybill;

/// <summary>
/// The elements of an array while it is read, in a pooled buffer, since nobody knows before how many there will be. One that is not disposed of is left to the
/// garbage collector.
/// </summary>
internal struct JsonItems<T> : IDisposable
{
    private T[]? _buffer;
    private int _count;

    public readonly ReadOnlySpan<T> Span => new(_buffer, 0, _count);

    public void Add(T item)
    {
        if (_count == (_buffer?.Length ?? 0))
        {
            Grow();
        }

        _buffer![_count++] = item;
    }

    public void Dispose()
    {
        if (_buffer is not null)
        {
            ArrayPool<T>.Shared.Return(_buffer, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
            _buffer = null;
        }
    }

    private void Grow()
    {
        const int First = 16;
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(First, 2 * _count));
        Span.CopyTo(larger);
        Dispose();
        _buffer = larger;
    }
}
