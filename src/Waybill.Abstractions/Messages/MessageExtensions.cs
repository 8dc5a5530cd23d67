using System.Text;

namespace Waybill;

/// <summary>What is handy to know of a message.</summary>
public static class MessageExtensions
{
    /// <summary>The routing key that publishing this message would use; empty for a message without a key.</summary>
    /// <exception cref="RoutingKeyException">A value cannot be one word of a key, or the key is too long.</exception>
    public static string GetRoutingKey(this IMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        Span<byte> key = stackalloc byte[RoutingKeyWriter.MaxBytes];
        return Encoding.UTF8.GetString(key[..message.WriteRoutingKey(key)]);
    }
}
