using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary><c>double</c> as the shortest number that reads back as it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DoubleCodec : IJsonCodec<double>
{
    /// <inheritdoc />
    public static void Write(ref JsonMessageWriter writer, double value) => writer.WriteNumber(value);

    /// <inheritdoc />
    public static double Read(ref JsonMessageReader reader) => reader.ReadDouble();
}
