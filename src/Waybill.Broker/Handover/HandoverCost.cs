using Waybill.Transports;

namespace Waybill.Broker.Handover;

/// <summary>What a message that is handed over takes of the memory's budget, in bytes, while it waits and while it is handled.</summary>
internal static class HandoverCost
{
    // The objects of a message beside its body and its headers. Keys are shared.
    private const int OverheadBytes = 256;
    private const int HeaderOverheadBytes = 96;

    public static int Of(Delivery delivery)
    {
        var bytes = OverheadBytes + delivery.Body.Length;
        if (delivery.Headers.Count > 0)
        {
            foreach (var (name, value) in delivery.Headers)
            {
                bytes += HeaderOverheadBytes + (sizeof(char) * (name.Length + value.Length));
            }
        }

        return bytes;
    }
}
