using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary><c>Half</c> as the shortest number that reads back as it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HalfCodec : IJsonCodec<Half>
{
    /// <inheritdoc />
    public static void Write(ref JsonMessageWriter writer, Half value) => writer.WriteNumber(value);

    /// <inheritdoc />
    public static Half Read(ref JsonMessageReader reader) => reader.ReadHalf();
}
