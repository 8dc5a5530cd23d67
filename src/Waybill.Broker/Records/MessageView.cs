using System.Collections.Immutable;

namespace Waybill.Broker.Records;

/// <summary>A message where it lies in its record.</summary>
internal readonly ref struct MessageView
{
    public required Durability Durability { get; init; }

    public required Guid Id { get; init; }

    public required long TimestampMilliseconds { get; init; }

    public required ulong Schema { get; init; }

    public required int Type { get; init; }

    public required ReadOnlySpan<byte> RoutingKey { get; init; }

    public required int DestinationCount { get; init; }

    public required ReadOnlySpan<byte> DestinationBytes { get; init; }

    public required int HeaderCount { get; init; }

    public required ReadOnlySpan<byte> HeaderBytes { get; init; }

    /// <summary>The producer's symbol; 0 for none.</summary>
    public required int Producer { get; init; }

    public required long Sequence { get; init; }

    public required ReadOnlySpan<byte> Body { get; init; }

    /// <summary>The application's headers.</summary>
    public IReadOnlyDictionary<string, string> ReadHeaders()
    {
        if (HeaderCount == 0)
        {
            return ImmutableDictionary<string, string>.Empty;
        }

        var headers = new Dictionary<string, string>(HeaderCount, StringComparer.Ordinal);
        var reader = new RecordReader(HeaderBytes);
        for (var i = 0; i < HeaderCount; i++)
        {
            var name = reader.ReadText();
            headers[name] = reader.ReadText();
        }

        return headers;
    }
}
