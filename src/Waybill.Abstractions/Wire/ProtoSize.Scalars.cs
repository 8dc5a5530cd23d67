using System.Runtime.CompilerServices;

namespace Waybill.Generated;

// By name what generated code sums up most; see ProtoWriter.
public static partial class ProtoSize
{
    /// <summary>A field that is written unless it is the default.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfBool(bool value) => Of<BoolCodec, bool>(value, depth: 0, "");

    /// <inheritdoc cref="OfBool(bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfByte(byte value) => Of<ByteCodec, byte>(value, depth: 0, "");

    /// <inheritdoc cref="OfBool(bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfSByte(sbyte value) => Of<SByteCodec, sbyte>(value, depth: 0, "");

    /// <inheritdoc cref="OfBool(bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfInt16(short value) => Of<Int16Codec, short>(value, depth: 0, "");

    /// <inheritdoc cref="OfBool(bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfUInt16(ushort value) => Of<UInt16Codec, ushort>(value, depth: 0, "");

    /// <inheritdoc cref="OfBool(bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfChar(char value) => Of<CharCodec, char>(value, depth: 0, "");

    /// <inheritdoc cref="OfBool(bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfInt32(int value) => Of<Int32Codec, int>(value, depth: 0, "");

    /// <inheritdoc cref="OfBool(bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfUInt32(uint value) => Of<UInt32Codec, uint>(value, depth: 0, "");

    /// <inheritdoc cref="OfBool(bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfInt64(long value) => Of<Int64Codec, long>(value, depth: 0, "");

    /// <inheritdoc cref="OfBool(bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfUInt64(ulong value) => Of<UInt64Codec, ulong>(value, depth: 0, "");

    /// <inheritdoc cref="OfBool(bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfSingle(float value) => Of<SingleCodec, float>(value, depth: 0, "");

    /// <inheritdoc cref="OfBool(bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfDouble(double value) => Of<DoubleCodec, double>(value, depth: 0, "");

    /// <inheritdoc cref="OfBool(bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfHalf(Half value) => Of<HalfCodec, Half>(value, depth: 0, "");

    /// <inheritdoc cref="OfBool(bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfDecimal(decimal value) => Of<DecimalCodec, decimal>(value, depth: 0, "");

    /// <inheritdoc cref="OfBool(bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfDateTime(DateTime value) => Of<DateTimeCodec, DateTime>(value, depth: 0, "");

    /// <inheritdoc cref="OfBool(bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfDateTimeOffset(DateTimeOffset value) => Of<DateTimeOffsetCodec, DateTimeOffset>(value, depth: 0, "");

    /// <inheritdoc cref="OfBool(bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfDateOnly(DateOnly value) => Of<DateOnlyCodec, DateOnly>(value, depth: 0, "");

    /// <inheritdoc cref="OfBool(bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfTimeOnly(TimeOnly value) => Of<TimeOnlyCodec, TimeOnly>(value, depth: 0, "");

    /// <inheritdoc cref="OfBool(bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfTimeSpan(TimeSpan value) => Of<TimeSpanCodec, TimeSpan>(value, depth: 0, "");

    /// <inheritdoc cref="OfBool(bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfGuid(Guid value) => Of<GuidCodec, Guid>(value, depth: 0, "");

    /// <inheritdoc cref="OfBool(bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfString(string value) => Of<StringCodec, string>(value, depth: 0, "");

    /// <inheritdoc cref="OfBool(bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfMemory(Memory<byte> value) => Of<MemoryCodec, Memory<byte>>(value, depth: 0, "");

    /// <inheritdoc cref="OfBool(bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfReadOnlyMemory(ReadOnlyMemory<byte> value) => Of<ReadOnlyMemoryCodec, ReadOnlyMemory<byte>>(value, depth: 0, "");
}
