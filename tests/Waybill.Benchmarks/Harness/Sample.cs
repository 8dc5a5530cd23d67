using System.Text.Json;
using System.Text.Json.Serialization;

namespace Waybill.Benchmarks.Harness;

/// <summary>One figure of one subject.</summary>
/// <param name="Benchmark">The verb.</param>
/// <param name="Case">What of it was measured.</param>
/// <param name="Subject">Whose figure it is: <c>Waybill</c> or a peer's package name.</param>
/// <param name="Median">The median over the rounds.</param>
/// <param name="Unit">Of the median.</param>
/// <param name="Allocated">Bytes allocated per operation over all threads.</param>
internal sealed record Sample(string Benchmark, string Case, string Subject, double Median, string Unit, double Allocated)
{
    public static async Task WriteAsync(string path, IReadOnlyList<Sample> samples, CancellationToken cancellationToken) =>
        await File.WriteAllBytesAsync(
            path,
            JsonSerializer.SerializeToUtf8Bytes(samples, SampleContext.Default.IReadOnlyListSample),
            cancellationToken
        );

    public static async Task<IReadOnlyList<Sample>> ReadAsync(string path, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize(await File.ReadAllBytesAsync(path, cancellationToken), SampleContext.Default.IReadOnlyListSample) ?? [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<Sample>))]
internal sealed partial class SampleContext : JsonSerializerContext;
