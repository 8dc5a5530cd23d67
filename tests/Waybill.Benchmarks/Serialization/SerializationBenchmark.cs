using Waybill.Benchmarks.Harness;

namespace Waybill.Benchmarks.Serialization;

/// <summary>Messages to bytes and back, beside the serializers that .NET has.</summary>
internal static class SerializationBenchmark
{
    public static async Task<int> RunAsync(RunOptions options, CancellationToken cancellationToken)
    {
        await new Suite(
            "serialization",
            "ns",
            Baselines.MemoryPack,
            [
                .. Shape<WaybillSmall, MemoryPackSmall, GoogleSmall, JsonSmall>("small", options.Seconds),
                .. Shape<WaybillOrder, MemoryPackOrder, GoogleOrder, JsonOrder>("order", options.Seconds),
                .. Shape<WaybillStrings, MemoryPackStrings, GoogleStrings, JsonStrings>("strings", options.Seconds),
                .. Shape<WaybillNumbers, MemoryPackNumbers, GoogleNumbers, JsonNumbers>("numbers", options.Seconds),
                .. Shape<WaybillNested, MemoryPackNested, GoogleNested, JsonNested>("nested", options.Seconds),
                .. Json<WaybillJsonSmall, JsonSmall>("small-json", options.Seconds),
                .. Json<WaybillJsonOrder, JsonOrder>("order-json", options.Seconds),
                .. Json<WaybillJsonStrings, JsonStrings>("strings-json", options.Seconds),
                .. Json<WaybillJsonNumbers, JsonNumbers>("numbers-json", options.Seconds),
                .. Json<WaybillJsonNested, JsonNested>("nested-json", options.Seconds),
            ]
        ).RunAsync(options, cancellationToken);
        return 0;
    }

    /// <summary>What the operations encode; thrown about when reading it back gives anything else.</summary>
    public static byte[] Proven<TOperations>(TOperations operations)
        where TOperations : struct, IOperations
    {
        using var buffer = new ReusedBuffer();
        operations.Serialize(buffer);
        var encoded = buffer.WrittenSpan.ToArray();
        return operations.Value.Equals(operations.Deserialize(encoded))
            ? encoded
            : throw new InvalidOperationException($"{typeof(TOperations).Name} reads back something else than it wrote.");
    }

    private static IEnumerable<(string, Func<IReadOnlyList<Subject>>)> Shape<TWaybill, TMemoryPack, TGoogle, TJson>(
        string shape,
        double seconds
    )
        where TWaybill : struct, IOperations
        where TMemoryPack : struct, IOperations
        where TGoogle : struct, IOperations
        where TJson : struct, IOperations
    {
        foreach (var serialize in (bool[])[true, false])
        {
            yield return (
                serialize ? $"{shape}-serialize" : $"{shape}-deserialize",
                () =>
                    [
                        Create<TWaybill>(shape, "Waybill", seconds, serialize),
                        Create<TMemoryPack>(shape, Baselines.MemoryPack, seconds, serialize),
                        Create<TGoogle>(shape, "Google.Protobuf", seconds, serialize),
                        Create<TJson>(shape, "System.Text.Json", seconds, serialize),
                    ]
            );
        }
    }

    /// <summary>The same bytes, of two serializers.</summary>
    private static IEnumerable<(string, Func<IReadOnlyList<Subject>>)> Json<TWaybill, TJson>(string shape, double seconds)
        where TWaybill : struct, IOperations
        where TJson : struct, IOperations
    {
        foreach (var serialize in (bool[])[true, false])
        {
            yield return (
                serialize ? $"{shape}-serialize" : $"{shape}-deserialize",
                () => [Create<TWaybill>(shape, "Waybill", seconds, serialize), Create<TJson>(shape, "System.Text.Json", seconds, serialize)]
            );
        }
    }

    private static Subject Create<TOperations>(string shape, string name, double seconds, bool serialize)
        where TOperations : struct, IOperations
    {
        var operations = new TOperations();
        var encoded = Proven(operations);
        return serialize
            ? new SerializeSubject<TOperations>(shape, name, seconds, operations)
            : new DeserializeSubject<TOperations>(shape, name, seconds, operations, encoded);
    }
}
