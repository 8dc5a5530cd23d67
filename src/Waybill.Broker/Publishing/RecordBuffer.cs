using System.Buffers;

namespace Waybill.Broker.Publishing;

/// <summary>A pooled buffer that grows. Not thread-safe.</summary>
internal sealed class RecordBuffer : IDisposable
{
    private byte[] _bytes = [];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    /// <summary>Room for that many more bytes; <see cref="Advance"/> says how many were used.</summary>
    public Span<byte> GetSpan(int bytes)
    {
        if (_bytes.Length - Length < bytes)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Length + bytes, _bytes.Length * 2));
            Span.CopyTo(larger);
            Release();
            _bytes = larger;
        }

        return _bytes.AsSpan(Length);
    }

    public void Advance(int bytes) => Length += bytes;

    public void Dispose()
    {
        Release();
        _bytes = [];
        Length = 0;
    }

    private void Release()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }
    }
}
