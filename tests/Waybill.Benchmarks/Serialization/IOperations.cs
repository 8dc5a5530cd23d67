namespace Waybill.Benchmarks.Serialization;

/// <summary>
/// What one library does with one payload. Implemented by structs, so that the loops that measure are compiled for each of them and call what a user calls, with
/// nothing between.
/// </summary>
internal interface IOperations
{
    /// <summary>What is serialized, and what reading it back must equal.</summary>
    object Value { get; }

    /// <summary>Writes the payload into the buffer, which was reset.</summary>
    void Serialize(ReusedBuffer buffer);

    object Deserialize(ReadOnlySpan<byte> encoded);
}
