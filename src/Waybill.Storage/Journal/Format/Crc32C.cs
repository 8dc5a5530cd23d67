using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Waybill.Storage.Format;

/// <summary>CRC-32C (Castagnoli, RFC 3720 appendix B.4) by the processor's instruction, in steps: start, continue, finish.</summary>
internal static class Crc32C
{
    public const uint Start = 0xFFFF_FFFF;

    public static uint Continue(uint state, ReadOnlySpan<byte> bytes)
    {
        ref var start = ref MemoryMarshal.GetReference(bytes);
        var length = bytes.Length;
        var at = 0;
        for (; at <= length - 8; at += 8)
        {
            state = BitOperations.Crc32C(state, Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, at)));
        }
        for (; at < length; at++)
        {
            state = BitOperations.Crc32C(state, Unsafe.Add(ref start, at));
        }
        return state;
    }

    public static uint Finish(uint state) => ~state;

    public static uint Of(ReadOnlySpan<byte> bytes) => Finish(Continue(Start, bytes));

    /// <summary>The checksum that stands at the beginning of some bytes, which proves nothing yet; null for zeros, as which everything reads that is not there.</summary>
    public static uint? Known(ReadOnlySpan<byte> source) =>
        BinaryPrimitives.ReadUInt32LittleEndian(source) is not 0 and var stored ? stored : null;
}
