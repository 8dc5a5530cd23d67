using Waybill;
using Waybill.Transports;

namespace OrderPipeline.Reporting;

/// <summary>Finds the order that a stored message belongs to.</summary>
internal static class OrderIds
{
    /// <summary>The order's id; null for bytes that are none of the pipeline's messages.</summary>
    public static string? Of(StoredMessage message)
    {
        try
        {
            return Read<OrderCreated>(message, order => order.OrderId)
                ?? Read<StockReserved>(message, reserved => reserved.OrderId)
                ?? Read<PaymentCaptured>(message, captured => captured.OrderId);
        }
        catch (MessageFormatException)
        {
            return null;
        }
    }

    private static string? Read<T>(StoredMessage message, Func<T, string> id)
        where T : IMessage<T> => message.MessageType == T.Descriptor.Name ? id(ProtoReader.Decode<T>(message.Body.Span)) : null;
}
