using System.ComponentModel;

namespace Waybill.Generated;

/// <summary><c>Version</c> as the text that it prints, such as "1.2.3"; null counts as 0.0.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct VersionCodec : IWireCodec<Version>
{
    // Four numbers of ten digits, and three points.
    private const int MaxBytes = 43;

    private static readonly Version s_absent = new();

    /// <inheritdoc />
    public static uint WireType => WireTags.LengthDelimited;

    /// <inheritdoc />
    public static bool IsPackable => false;

    /// <inheritdoc />
    public static Version Absent => s_absent;

    /// <inheritdoc />
    public static bool IsDefault(Version value) => value is null || value.Equals(s_absent);

    /// <inheritdoc />
    public static int GetSizeBound(Version value, int depth) => 1 + MaxBytes;

    /// <inheritdoc />
    public static void Write(ref ProtoWriter writer, Version value)
    {
        Span<byte> text = stackalloc byte[MaxBytes];
        value.TryFormat(text, out var length);
        writer.WriteBytes(text[..length]);
    }

    /// <inheritdoc />
    public static Version Read(ref ProtoReader reader)
    {
        var start = reader.Position;
        return Version.TryParse(reader.ReadBytes(), out var value)
            ? value
            : throw reader.Error("The text is no version of two to four numbers", start);
    }
}
