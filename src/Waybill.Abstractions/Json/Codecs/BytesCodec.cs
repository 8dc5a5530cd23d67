using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary><c>byte[]</c> in base64; null reads as empty.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BytesCodec : IJsonCodec<byte[]>
{
    /// <inheritdoc />
    public static bool IsText => true;

    /// <inheritdoc />
    public static void Write(ref JsonMessageWriter writer, byte[] value)
    {
        if (value is null)
        {
            writer.WriteNull();
        }
        else
        {
            writer.WriteBase64(value);
        }
    }

    /// <inheritdoc />
    public static byte[] Read(ref JsonMessageReader reader) => reader.TryReadNull() ? [] : reader.ReadBase64();
}
