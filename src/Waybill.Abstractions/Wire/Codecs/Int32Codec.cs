using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Waybill.Generated;

/// <summary><c>int</c> as <c>int32</c>: a negative value takes ten bytes, and with fewer it is a positive one; a value out of range is refused.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Int32Codec : IWireCodec<int>
{
    /// <inheritdoc />
    public static uint WireType => WireTags.Varint;

    /// <inheritdoc />
    public static bool IsNumber => true;

    /// <inheritdoc />
    public static bool IsDefault(int value) => value == 0;

    /// <inheritdoc />
    public static int GetSizeBound(int value, int depth) => 10;

    /// <inheritdoc />
    public static void Write(ref ProtoWriter writer, int value) => writer.WriteVarint((ulong)value);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Read(ref ProtoReader reader)
    {
        var start = reader.Position;
        var value = reader.ReadVarint();

        return TryFromVarint(value, out var number) ? number : throw NoInt(start, reader.Tag);
    }

    private static MessageFormatException NoInt(int position, uint tag) => ProtoReader.Failure("The value is no int", position, tag);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryFromVarint(ulong varint, out int value)
    {
        // A negative number has all 64 bits. With 32 it would be the same bytes as a great number of a writer whose field is a long or an uint.
        value = (int)varint;
        return value == (long)varint;
    }
}
