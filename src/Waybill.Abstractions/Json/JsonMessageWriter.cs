using System.Buffers;
using System.Runtime.CompilerServices;

namespace Waybill;

/// <summary>
/// Writes JSON as System.Text.Json does: no blanks, and text escaped as its default encoder has it. Used by generated code. It begins in the caller's buffer and
/// goes on in a pooled one when that is full, so that it allocates nothing. A writer is a value: pass it by reference, and dispose it.
/// </summary>
public ref partial struct JsonMessageWriter
{
    /// <summary>How deep objects and arrays may lie in each other, the outermost included.</summary>
    public const int MaxDepth = 64;

    private byte[] _buffer;
    private int _position;
    private int _depth;
    private bool _isPooled;

    /// <summary>A writer that begins in a buffer.</summary>
    /// <param name="buffer">Any length; what is written may lie elsewhere at the end.</param>
    public JsonMessageWriter(byte[] buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        _buffer = buffer;
    }

    /// <summary>What was written: valid until the writer writes on or is disposed.</summary>
    public readonly ReadOnlySpan<byte> Written => new(_buffer, 0, _position);

    /// <summary>Gives back the pooled buffer, if there is one.</summary>
    public void Dispose()
    {
        if (_isPooled)
        {
            _isPooled = false;
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            _position = 0;
        }
    }

    /// <summary>Writes JSON as it stands.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRaw(scoped ReadOnlySpan<byte> json)
    {
        json.CopyTo(Reserve(json.Length));
        _position += json.Length;
    }

    /// <summary>Begins an object.</summary>
    /// <param name="head">The brace, and the first member's name where there is one.</param>
    /// <exception cref="InvalidOperationException">It lies more than <see cref="MaxDepth"/> deep, as in a cycle of objects.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void BeginObject(scoped ReadOnlySpan<byte> head)
    {
        Deepen();
        WriteRaw(head);
    }

    /// <summary>Ends the object.</summary>
    public void EndObject() => End((byte)'}');

    /// <summary>Writes a value, or null.</summary>
    public void WriteOptional<TCodec, T>(T? value)
        where TCodec : Generated.Json.IJsonCodec<T>
        where T : struct
    {
        if (value.HasValue)
        {
            TCodec.Write(ref this, value.GetValueOrDefault());
        }
        else
        {
            WriteNull();
        }
    }

    /// <inheritdoc cref="WriteOptional{TCodec, T}(T?)" />
    public void WriteOptional<TCodec, T>(T? value)
        where TCodec : Generated.Json.IJsonCodec<T>
        where T : class
    {
        if (value is null)
        {
            WriteNull();
        }
        else
        {
            TCodec.Write(ref this, value);
        }
    }

    /// <summary>Writes <c>null</c>.</summary>
    public void WriteNull() => WriteRaw("null"u8);

    /// <summary>Room for so many bytes, behind what was written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Reserve(int bytes)
    {
        if (_buffer.Length - _position < bytes)
        {
            Grow(bytes);
        }

        return _buffer.AsSpan(_position);
    }

    private void WriteByte(byte json)
    {
        Reserve(1)[0] = json;
        _position++;
    }

    private void Begin(byte bracket)
    {
        Deepen();
        WriteByte(bracket);
    }

    private void End(byte bracket)
    {
        WriteByte(bracket);
        _depth--;
    }

    private void Deepen()
    {
        if (++_depth > MaxDepth)
        {
            ThrowTooDeep();
        }
    }

    private static void ThrowTooDeep() =>
        throw new InvalidOperationException(
            $"Objects and arrays lie more than {MaxDepth} deep, and no reader would take them. Nest less; look for a cycle of objects."
        );

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int bytes)
    {
        var needed = (long)_position + bytes;
        var larger = ArrayPool<byte>.Shared.Rent(checked((int)Math.Max(needed, Math.Min(2L * _buffer.Length, Array.MaxLength))));
        Written.CopyTo(larger);
        if (_isPooled)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = larger;
        _isPooled = true;
    }
}
