using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Waybill.Transports;

/// <summary>
/// What an idempotent handler did once: the first 128 bits of SHA-256 over queue, message type and key. A cryptographic hash, because a collision
/// would silently drop a message, and keys come from outside.
/// </summary>
/// <param name="High">The first eight bytes, big-endian.</param>
/// <param name="Low">The next eight bytes, big-endian.</param>
public readonly record struct InboxKey(ulong High, ulong Low)
{
    /// <summary>Makes the key of a value.</summary>
    public static InboxKey Create(string queue, string messageType, string key)
    {
        ArgumentNullException.ThrowIfNull(queue);
        ArgumentNullException.ThrowIfNull(messageType);
        ArgumentNullException.ThrowIfNull(key);
        var size =
            Encoding.UTF8.GetMaxByteCount(queue.Length)
            + Encoding.UTF8.GetMaxByteCount(messageType.Length)
            + Encoding.UTF8.GetMaxByteCount(key.Length);
        // Two zero bytes split the parts: no name may hold one, so no two triples give the same text.
        var rented = ArrayPool<byte>.Shared.Rent(size + 2);
        var length = Encoding.UTF8.GetBytes(queue, rented);
        rented[length++] = 0;
        length += Encoding.UTF8.GetBytes(messageType, rented.AsSpan(length));
        rented[length++] = 0;
        length += Encoding.UTF8.GetBytes(key, rented.AsSpan(length));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(rented.AsSpan(0, length), hash);
        ArrayPool<byte>.Shared.Return(rented);
        return new InboxKey(BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[8..]));
    }
}
