using System.Collections.Concurrent;
using Waybill.Broker.Core;
using Waybill.Transports;

namespace Waybill.Broker.Publishing;

/// <summary>An open producer; its name is taken until it is disposed.</summary>
internal sealed class EmbeddedProducer(string name, int symbol, ProducerState state, ConcurrentDictionary<string, byte> open)
    : ProducerHandle
{
    public int Symbol => symbol;

    public override long Watermark => state.Sequence;

    public override long WatermarkPosition => state.Position;

    public override void Dispose() => open.TryRemove(name, out _);
}
