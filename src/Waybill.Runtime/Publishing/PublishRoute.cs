using System.Text;
using Waybill.Transports;

namespace Waybill.Runtime.Publishing;

/// <summary>Where one message type goes, or what is sent to one queue, and how durable that is at least.</summary>
/// <param name="Target">The exchange or queue.</param>
/// <param name="Durability">What the message asks for, else what its exchange or queue does.</param>
internal sealed record PublishRoute(PublishTarget Target, Durability Durability)
{
    /// <summary>What the message is written in.</summary>
    public MessageFormat Format { get; init; }

    /// <summary>The routing key where the queue and not the message decides it: a queue's name, as AMQP's default exchange has it. Else null.</summary>
    public byte[]? FixedKey { get; init; }

    /// <summary>The exchange's own word: a message that names no durability is flushed where the exchange is durable.</summary>
    public static Durability DefaultDurability(bool durable) => durable ? Durability.Flushed : Durability.Memory;

    public static byte[] QueueKey(string queue) => Encoding.UTF8.GetBytes(queue);
}
