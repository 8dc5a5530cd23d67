using Waybill.Runtime.Publishing;
using Waybill.Transports;

namespace Waybill.Runtime.Dispatch;

/// <summary>Finds what a delivery's bytes are.</summary>
internal static class DeliveryFormat
{
    /// <summary>
    /// What the content type says. Where there is none, a schema tells a publisher of our own, who leaves it out for Protobuf; of others, the queue says what it accepts.
    /// </summary>
    /// <exception cref="MessageFormatException">The content type is none that messages are read from.</exception>
    public static MessageFormat Of(Delivery delivery, MessageFormat accept)
    {
        if (MessageContent.Find(delivery.Headers) is { } contentType)
        {
            return MessageContent.Parse(contentType)
                ?? throw new MessageFormatException(
                    $"The content type is '{contentType}', and messages are read from application/protobuf and application/json",
                    0,
                    ""
                );
        }

        return delivery.Schema != 0 ? MessageFormat.Protobuf : accept;
    }
}
