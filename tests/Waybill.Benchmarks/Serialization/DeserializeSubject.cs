namespace Waybill.Benchmarks.Serialization;

/// <summary>Deserializes from an array, again and again.</summary>
internal sealed class DeserializeSubject<TOperations>(string shape, string name, double seconds, TOperations operations, byte[] encoded)
    : SerializationSubject(name, seconds)
    where TOperations : struct, IOperations
{
    // Kept, so that no compiler finds out that nobody looks at it.
    private object? _read;

    protected override string Case => $"{shape}-deserialize";

    protected override void Loop(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _read = operations.Deserialize(encoded);
        }
    }
}
