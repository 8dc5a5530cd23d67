using Waybill.Transports;

namespace Waybill.Runtime.Tests.Fakes;

internal sealed class FakeProducerHandle(long watermark) : ProducerHandle
{
    public const long PositionOfWatermark = 4711;

    public override long Watermark => watermark;

    public override long WatermarkPosition => PositionOfWatermark;

    public bool Disposed { get; private set; }

    public override void Dispose() => Disposed = true;
}
