namespace Waybill.Fuzz;

/// <summary>Bytes with other bytes around them: a reader that looks past its end reads something else in another neighbourhood.</summary>
internal sealed class Neighbourhood(byte around)
{
    private const int Margin = 64;

    private byte[] _buffer = [];

    public ReadOnlySpan<byte> Place(ReadOnlySpan<byte> bytes)
    {
        if (_buffer.Length < bytes.Length + 2 * Margin)
        {
            _buffer = new byte[2 * bytes.Length + 2 * Margin];
        }

        _buffer.AsSpan(0, bytes.Length + 2 * Margin).Fill(around);
        bytes.CopyTo(_buffer.AsSpan(Margin));
        return _buffer.AsSpan(Margin, bytes.Length);
    }
}
