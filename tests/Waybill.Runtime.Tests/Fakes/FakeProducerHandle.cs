using Waybill.Transports;

namespace Waybill.Runtime.Tests.Fakes;

internal sealed class FakeProducerHandle(long watermark) : ProducerHandle
{
    public const long PositionOfWatermark = 4711;

    public override long Watermark => watermark;

    public override long WatermarkPosition => PositionOfWatermark;

    /// <summary>What the transport says has failed.</summary>
    public long? Failed { get; set; }

    public override long? FailedSequence => Failed;

    public bool Disposed { get; private set; }

    public override void Dispose() => Disposed = true;
}
