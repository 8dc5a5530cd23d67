using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary><c>float</c> as the shortest number that reads back as it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SingleCodec : IJsonCodec<float>
{
    /// <inheritdoc />
    public static void Write(ref JsonMessageWriter writer, float value) => writer.WriteNumber(value);

    /// <inheritdoc />
    public static float Read(ref JsonMessageReader reader) => reader.ReadSingle();
}
