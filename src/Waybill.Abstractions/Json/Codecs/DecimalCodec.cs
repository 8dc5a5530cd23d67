using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary><c>decimal</c> as a number with all digits of its scale.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DecimalCodec : IJsonCodec<decimal>
{
    /// <inheritdoc />
    public static void Write(ref JsonMessageWriter writer, decimal value) => writer.WriteNumber(value);

    /// <inheritdoc />
    public static decimal Read(ref JsonMessageReader reader) => reader.ReadDecimal();
}
