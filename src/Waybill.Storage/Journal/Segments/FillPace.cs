namespace Waybill.Storage.Segments;

/// <summary>How a <see cref="SegmentFiller"/> goes on.</summary>
/// <param name="PieceBytes">What it writes at once.</param>
/// <param name="Pause">What it does before each piece; ends early when it is cancelled.</param>
internal sealed record FillPace(int PieceBytes, Action<CancellationToken> Pause)
{
    /// <summary>At most about 50 MB a second, which leaves most of any disk to the writer.</summary>
    public static FillPace Default { get; } =
        new(256 * 1024, static cancelled => cancelled.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(5)));
}
