using System.Buffers;

namespace Waybill.Threading;

/// <summary>
/// The buffer that a thread encodes into. It is taken while in use, so that a message whose property publishes another, or whose headers do, cannot have its bytes overwritten;
/// one that an exception keeps from coming back is left to the garbage collector.
/// </summary>
internal static class EncodingScratch
{
    private const int SmallestLength = 4 * 1024;
    private const int LargestKept = 256 * 1024;

    [ThreadStatic]
    private static byte[]? t_buffer;

    public static byte[] Take(int size)
    {
        var buffer = t_buffer;
        if (buffer is null || buffer.Length < size)
        {
            return size > LargestKept
                ? ArrayPool<byte>.Shared.Rent(size)
                : new byte[Math.Max(SmallestLength, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)size))];
        }

        t_buffer = null;
        return buffer;
    }

    public static void Return(byte[] buffer)
    {
        if (buffer.Length <= LargestKept)
        {
            t_buffer = buffer;
        }
        else
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
