namespace Waybill.Broker.Core.Index;

/// <summary>In what portions indexes are kept.</summary>
/// <param name="PageBytes">The size of a chunk, in memory or in the file.</param>
/// <param name="LooseEntries">How many retries and delays of a queue stand in a heap before some are written down.</param>
internal sealed record IndexSizes(int PageBytes, int LooseEntries)
{
    public static IndexSizes Default { get; } = new(4096, 8192);

    public int PageBytes { get; } =
        PageBytes >= PlacementCodec.MaxBytes
            ? PageBytes
            : throw new ArgumentOutOfRangeException(
                nameof(PageBytes),
                PageBytes,
                $"A page must hold an entry of {PlacementCodec.MaxBytes} bytes."
            );
}
