using System.Buffers.Text;
using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary><c>bool</c> as a map's key: <c>True</c> or <c>False</c>, read whatever the case.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BoolKeyCodec : IJsonCodec<bool>
{
    /// <inheritdoc />
    public static bool IsText => true;

    /// <inheritdoc />
    public static void Write(ref JsonMessageWriter writer, bool value) => writer.WritePlain(value ? "True"u8 : "False"u8);

    /// <inheritdoc />
    public static bool Read(ref JsonMessageReader reader)
    {
        var start = reader.Position;
        var text = reader.ReadTextBytes("true or false in quotes");
        return Utf8Parser.TryParse(text, out bool value, out var used) && used == text.Length
            ? value
            : throw reader.Error("The text is neither true nor false", start);
    }
}
