using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary><c>Memory&lt;byte&gt;</c> in base64.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct MemoryCodec : IJsonCodec<Memory<byte>>
{
    /// <inheritdoc />
    public static bool IsText => true;

    /// <inheritdoc />
    public static void Write(ref JsonMessageWriter writer, Memory<byte> value) => writer.WriteBase64(value.Span);

    /// <inheritdoc />
    public static Memory<byte> Read(ref JsonMessageReader reader) => reader.TryReadNull() ? default : reader.ReadBase64();
}
