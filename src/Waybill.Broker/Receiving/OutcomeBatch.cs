using Waybill.Broker.Publishing;
using Waybill.Transports;

namespace Waybill.Broker.Receiving;

/// <summary>An outcome's publishes, which the broker takes over with it.</summary>
internal static class OutcomeBatch
{
    extension(Outcome outcome)
    {
        /// <summary>Before anything is made of the outcome.</summary>
        /// <exception cref="InvalidOperationException">They were published before, or disposed of.</exception>
        public void TakeOverOutgoing() => ((EmbeddedOutgoingBatch?)outcome.Outgoing)?.TakeOver();

        /// <summary>They are not published: the outcome has come too late, or is none that publishes.</summary>
        public void ReleaseOutgoing() => ((EmbeddedOutgoingBatch?)outcome.Outgoing)?.Release();
    }
}
