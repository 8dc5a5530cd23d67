using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary><c>ReadOnlyMemory&lt;byte&gt;</c> in base64.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ReadOnlyMemoryCodec : IJsonCodec<ReadOnlyMemory<byte>>
{
    /// <inheritdoc />
    public static bool IsText => true;

    /// <inheritdoc />
    public static void Write(ref JsonMessageWriter writer, ReadOnlyMemory<byte> value) => writer.WriteBase64(value.Span);

    /// <inheritdoc />
    public static ReadOnlyMemory<byte> Read(ref JsonMessageReader reader) => reader.TryReadNull() ? default : reader.ReadBase64();
}
