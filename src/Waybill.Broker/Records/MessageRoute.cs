namespace Waybill.Broker.Records;

/// <summary>What the fold needs of a message where it lies in its record: where it goes, and what its producer counts.</summary>
internal readonly ref struct MessageRoute
{
    public required int DestinationCount { get; init; }

    public required ReadOnlySpan<byte> DestinationBytes { get; init; }

    /// <inheritdoc cref="MessageView.Producer"/>
    public required int Producer { get; init; }

    public required long Sequence { get; init; }
}
