using Waybill.Transports;

namespace Waybill.Broker.Publishing;

/// <summary>What a message must obey before anything of it is written: a record that says what it does not hold could never be read again.</summary>
internal static class Admission
{
    /// <exception cref="ArgumentException">The routing key is too long, or the durability is none.</exception>
    public static void Check(in OutgoingMessage message)
    {
        if (message.RoutingKey.Length > RoutingKeyWriter.MaxBytes)
        {
            throw new ArgumentException(
                $"The routing key of a message of type '{message.Type.Name}' has {message.RoutingKey.Length} bytes; {RoutingKeyWriter.MaxBytes} are the most."
            );
        }

        if ((uint)message.Durability > (uint)Durability.Flushed)
        {
            throw new ArgumentException(
                $"A message of type '{message.Type.Name}' asks for the durability {(int)message.Durability}, which is none. Choose a value of Durability."
            );
        }
    }
}
