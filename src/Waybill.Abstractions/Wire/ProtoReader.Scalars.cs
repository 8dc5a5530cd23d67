using System.Runtime.CompilerServices;
using Waybill.Generated;

namespace Waybill;

// By name what generated code reads most; see ProtoWriter.
public ref partial struct ProtoReader
{
    /// <summary>Reads the current field's value.</summary>
    /// <exception cref="MessageFormatException">The bytes are no such value.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool ReadBool() => Read<BoolCodec, bool>();

    /// <inheritdoc cref="ReadBool()" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte ReadByte() => Read<ByteCodec, byte>();

    /// <inheritdoc cref="ReadBool()" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public sbyte ReadSByte() => Read<SByteCodec, sbyte>();

    /// <inheritdoc cref="ReadBool()" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public short ReadInt16() => Read<Int16Codec, short>();

    /// <inheritdoc cref="ReadBool()" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ushort ReadUInt16() => Read<UInt16Codec, ushort>();

    /// <inheritdoc cref="ReadBool()" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public char ReadChar() => Read<CharCodec, char>();

    /// <inheritdoc cref="ReadBool()" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadInt32() => Read<Int32Codec, int>();

    /// <inheritdoc cref="ReadBool()" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ReadUInt32() => Read<UInt32Codec, uint>();

    /// <inheritdoc cref="ReadBool()" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long ReadInt64() => Read<Int64Codec, long>();

    /// <inheritdoc cref="ReadBool()" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadUInt64() => Read<UInt64Codec, ulong>();

    /// <inheritdoc cref="ReadBool()" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float ReadSingle() => Read<SingleCodec, float>();

    /// <inheritdoc cref="ReadBool()" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double ReadDouble() => Read<DoubleCodec, double>();

    /// <inheritdoc cref="ReadBool()" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Half ReadHalf() => Read<HalfCodec, Half>();

    /// <inheritdoc cref="ReadBool()" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public decimal ReadDecimal() => Read<DecimalCodec, decimal>();

    /// <inheritdoc cref="ReadBool()" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DateTime ReadDateTime() => Read<DateTimeCodec, DateTime>();

    /// <inheritdoc cref="ReadBool()" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DateTimeOffset ReadDateTimeOffset() => Read<DateTimeOffsetCodec, DateTimeOffset>();

    /// <inheritdoc cref="ReadBool()" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DateOnly ReadDateOnly() => Read<DateOnlyCodec, DateOnly>();

    /// <inheritdoc cref="ReadBool()" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TimeOnly ReadTimeOnly() => Read<TimeOnlyCodec, TimeOnly>();

    /// <inheritdoc cref="ReadBool()" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TimeSpan ReadTimeSpan() => Read<TimeSpanCodec, TimeSpan>();

    /// <inheritdoc cref="ReadBool()" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Guid ReadGuid() => Read<GuidCodec, Guid>();

    /// <inheritdoc cref="ReadBool()" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public string ReadString() => Read<StringCodec, string>();

    /// <inheritdoc cref="ReadBool()" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Memory<byte> ReadMemory() => Read<MemoryCodec, Memory<byte>>();

    /// <inheritdoc cref="ReadBool()" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlyMemory<byte> ReadReadOnlyMemory() => Read<ReadOnlyMemoryCodec, ReadOnlyMemory<byte>>();
}
