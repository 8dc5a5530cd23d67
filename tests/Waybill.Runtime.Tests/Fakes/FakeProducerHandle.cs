using Waybill.Transports;

namespace Waybill.Runtime.Tests.Fakes;

internal sealed class FakeProducerHandle(long watermark) : ProducerHandle
{
    public const long PositionOfWatermark = 4711;

    public override long Watermark => watermark;

    public override long WatermarkPosition => PositionOfWatermark;

    /// <summary>What the transport did not store after all.</summary>
    public long? Lost { get; set; }

    public override long? Refused => Lost;

    public bool Disposed { get; private set; }

    public override void Dispose() => Disposed = true;
}
