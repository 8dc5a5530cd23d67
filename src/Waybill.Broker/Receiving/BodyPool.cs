using System.Numerics;

namespace Waybill.Broker.Receiving;

/// <summary>
/// The buffers of a receiver's deliveries, which come and go by thousands on the broker's thread alone: nobody is kept out, and a prefetch of them is kept, where
/// the shared pool has a lock and keeps a few dozen of a size. For one thread.
/// </summary>
/// <param name="mostBytes">A larger buffer is the garbage collector's.</param>
/// <param name="mostBuffers">How many of a size are kept.</param>
internal sealed class BodyPool(int mostBytes, int mostBuffers)
{
    private const int LeastBits = 6;

    private readonly Stack<byte[]>?[] _buffers = new Stack<byte[]>?[IndexOf(mostBytes) + 1];

    /// <summary>A buffer of at least so many bytes.</summary>
    public byte[] Rent(int bytes)
    {
        if (bytes > mostBytes)
        {
            return new byte[bytes];
        }

        var index = IndexOf(bytes);
        return _buffers[index] is { } kept && kept.TryPop(out var buffer)
            ? buffer
            : GC.AllocateUninitializedArray<byte>(1 << (index + LeastBits));
    }

    /// <summary>Takes back what was rented.</summary>
    public void Return(byte[] buffer)
    {
        if (buffer.Length <= mostBytes)
        {
            var kept = _buffers[IndexOf(buffer.Length)] ??= [];
            if (kept.Count < mostBuffers)
            {
                kept.Push(buffer);
            }
        }
    }

    // Powers of two.
    private static int IndexOf(int bytes) => Math.Max(0, BitOperations.Log2((uint)Math.Max(1, bytes - 1)) + 1 - LeastBits);
}
