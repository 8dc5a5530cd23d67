using System.Buffers;
using System.Text.Json;

namespace Waybill.Benchmarks.Serialization;

/// <summary>What all serialize into: one array, written anew from its start each time.</summary>
internal sealed class ReusedBuffer : IBufferWriter<byte>, IDisposable
{
    private byte[] _bytes = new byte[64 * 1024];
    private Utf8JsonWriter? _json;

    public int Written { get; private set; }

    public ReadOnlySpan<byte> WrittenSpan => _bytes.AsSpan(0, Written);

    /// <summary>The array itself, for who writes into one.</summary>
    public byte[] Whole => _bytes;

    /// <summary>A writer into this buffer, reset by whoever uses it; what it writes the serializer has checked already.</summary>
    public Utf8JsonWriter Json => _json ??= new Utf8JsonWriter(this, new JsonWriterOptions { SkipValidation = true });

    /// <summary>Forgets what was written.</summary>
    public void Reset() => Written = 0;

    public void Advance(int count) => Written += count;

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        if (_bytes.Length - Written < sizeHint)
        {
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, Written + sizeHint));
        }

        return _bytes.AsSpan(Written);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        GetSpan(sizeHint);
        return _bytes.AsMemory(Written);
    }

    public void Dispose() => _json?.Dispose();
}
