using System.ComponentModel;

namespace Waybill.Generated;

/// <summary><c>string</c> as Protobuf <c>string</c>; null counts as empty.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct StringCodec : IWireCodec<string>
{
    /// <inheritdoc />
    public static uint WireType => WireTags.LengthDelimited;

    /// <inheritdoc />
    public static bool IsPackable => false;

    /// <inheritdoc />
    public static string Absent => "";

    /// <inheritdoc />
    public static bool IsDefault(string value) => string.IsNullOrEmpty(value);

    /// <inheritdoc />
    public static int GetSizeBound(string value, int depth) => checked(ProtoSize.Prefix + 3 * value.Length);

    /// <inheritdoc />
    public static void Write(ref ProtoWriter writer, string value) => writer.WriteText(value);

    /// <inheritdoc />
    public static string Read(ref ProtoReader reader) => reader.ReadText();
}
