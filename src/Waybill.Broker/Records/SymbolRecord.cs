using System.Text;

namespace Waybill.Broker.Records;

/// <summary>{version, symbol: varint, text: the rest as UTF-8}. Two symbols may have the same text; a symbol never changes its own.</summary>
internal static class SymbolRecord
{
    // Texts that differ must not come to the same bytes: two producers would share a watermark.
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="ArgumentException">The text holds half a surrogate pair.</exception>
    public static byte[] Encode(int symbol, string text)
    {
        var buffer = new byte[1 + RecordWriter.MaxVarintBytes + s_strict.GetByteCount(text)];
        var writer = new RecordWriter(buffer);
        writer.WriteByte(RecordType.Version);
        writer.WriteVarint(symbol);
        writer.WriteRaw(s_strict.GetBytes(text));
        return buffer[..writer.Length];
    }

    public static (int Symbol, string Text) Decode(ReadOnlySpan<byte> payload)
    {
        var reader = RecordReader.Open(payload);
        var symbol = reader.ReadSymbol();
        return (symbol, Encoding.UTF8.GetString(payload[reader.Position..]));
    }
}
