using System.Runtime.CompilerServices;
using Waybill.Generated;

namespace Waybill;

// By name what generated code writes most: it reads as one would have written it, and compiles in less time than what names codecs.
public ref partial struct ProtoWriter
{
    /// <summary>Writes a field of a message, unless its value is the default that an absent field reads as.</summary>
    /// <param name="tag">The field's number and wire type, as a tag has them.</param>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteBool(uint tag, bool value) => Write<BoolCodec, bool>(tag, value);

    /// <inheritdoc cref="WriteBool(uint, bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteByte(uint tag, byte value) => Write<ByteCodec, byte>(tag, value);

    /// <inheritdoc cref="WriteBool(uint, bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteSByte(uint tag, sbyte value) => Write<SByteCodec, sbyte>(tag, value);

    /// <inheritdoc cref="WriteBool(uint, bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteInt16(uint tag, short value) => Write<Int16Codec, short>(tag, value);

    /// <inheritdoc cref="WriteBool(uint, bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUInt16(uint tag, ushort value) => Write<UInt16Codec, ushort>(tag, value);

    /// <inheritdoc cref="WriteBool(uint, bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteChar(uint tag, char value) => Write<CharCodec, char>(tag, value);

    /// <inheritdoc cref="WriteBool(uint, bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteInt32(uint tag, int value) => Write<Int32Codec, int>(tag, value);

    /// <inheritdoc cref="WriteBool(uint, bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUInt32(uint tag, uint value) => Write<UInt32Codec, uint>(tag, value);

    /// <inheritdoc cref="WriteBool(uint, bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteInt64(uint tag, long value) => Write<Int64Codec, long>(tag, value);

    /// <inheritdoc cref="WriteBool(uint, bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUInt64(uint tag, ulong value) => Write<UInt64Codec, ulong>(tag, value);

    /// <inheritdoc cref="WriteBool(uint, bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteSingle(uint tag, float value) => Write<SingleCodec, float>(tag, value);

    /// <inheritdoc cref="WriteBool(uint, bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteDouble(uint tag, double value) => Write<DoubleCodec, double>(tag, value);

    /// <inheritdoc cref="WriteBool(uint, bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteHalf(uint tag, Half value) => Write<HalfCodec, Half>(tag, value);

    /// <inheritdoc cref="WriteBool(uint, bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteDecimal(uint tag, decimal value) => Write<DecimalCodec, decimal>(tag, value);

    /// <inheritdoc cref="WriteBool(uint, bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteDateTime(uint tag, DateTime value) => Write<DateTimeCodec, DateTime>(tag, value);

    /// <inheritdoc cref="WriteBool(uint, bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteDateTimeOffset(uint tag, DateTimeOffset value) => Write<DateTimeOffsetCodec, DateTimeOffset>(tag, value);

    /// <inheritdoc cref="WriteBool(uint, bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteDateOnly(uint tag, DateOnly value) => Write<DateOnlyCodec, DateOnly>(tag, value);

    /// <inheritdoc cref="WriteBool(uint, bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteTimeOnly(uint tag, TimeOnly value) => Write<TimeOnlyCodec, TimeOnly>(tag, value);

    /// <inheritdoc cref="WriteBool(uint, bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteTimeSpan(uint tag, TimeSpan value) => Write<TimeSpanCodec, TimeSpan>(tag, value);

    /// <inheritdoc cref="WriteBool(uint, bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteGuid(uint tag, Guid value) => Write<GuidCodec, Guid>(tag, value);

    /// <inheritdoc cref="WriteBool(uint, bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteString(uint tag, string value) => Write<StringCodec, string>(tag, value);

    /// <inheritdoc cref="WriteBool(uint, bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteMemory(uint tag, Memory<byte> value) => Write<MemoryCodec, Memory<byte>>(tag, value);

    /// <inheritdoc cref="WriteBool(uint, bool)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteReadOnlyMemory(uint tag, ReadOnlyMemory<byte> value) => Write<ReadOnlyMemoryCodec, ReadOnlyMemory<byte>>(tag, value);
}
