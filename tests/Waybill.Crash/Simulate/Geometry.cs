namespace Waybill.Crash.Simulate;

/// <summary>The sizes of a journal's files and buffers: with small ones much happens that large ones come to late.</summary>
internal sealed record Geometry(int BufferBytes)
{
    private const int Buffers = 4;
    private const int Large = 64 << 10;

    // With smaller ones messages could not be published together.
    private const int Small = 32 << 10;

    public long SegmentBytes => Buffers * (long)BufferBytes;

    /// <summary>How much may be on its way at once: less than a buffer, for a publish that finds no room waits on a thread of the pool, which has no turns here.</summary>
    public int MostUnconfirmedBytes => BufferBytes / Buffers;

    /// <summary>What of a buffer, and of what is left of a segment, is not for publishes.</summary>
    public int ReserveBytes => BufferBytes / 8;

    /// <summary>What of a segment is not for publishes either, as long as there is no next one.</summary>
    public long LeftForOutcomes => SegmentBytes / 8;

    /// <summary>What a batch must have room for: the largest record, beside what is not for publishes.</summary>
    public int LeastBatchBytes => (BufferBytes / 2) + ReserveBytes;

    /// <summary>More than what is published together comes to.</summary>
    public int MostTogetherBytes => BufferBytes / Buffers;

    public static Geometry Draw(Random random) => new(random.Next(4) == 0 ? Large : Small);
}
