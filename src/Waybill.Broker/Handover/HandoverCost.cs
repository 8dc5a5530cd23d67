using Waybill.Transports;

namespace Waybill.Broker.Handover;

/// <summary>
/// What a message that is handed over takes of the memory's budget, in bytes, while it waits and while it is handled. The same before it is made, for its
/// publisher, and afterwards, for who gives it back.
/// </summary>
internal static class HandoverCost
{
    // The objects of a message beside its body and its headers. Keys are shared.
    private const int OverheadBytes = 256;
    private const int HeaderOverheadBytes = 96;

    public static int Of(in OutgoingMessage message) => Of(message.Body.Length, message.Headers);

    public static int Of(Delivery delivery) => Of(delivery.Body.Length, delivery.Headers);

    private static int Of(int bodyBytes, IReadOnlyDictionary<string, string>? headers)
    {
        var bytes = OverheadBytes + bodyBytes;
        if (headers is { Count: > 0 })
        {
            foreach (var (name, value) in headers)
            {
                bytes += HeaderOverheadBytes + (sizeof(char) * (name.Length + value.Length));
            }
        }

        return bytes;
    }
}
