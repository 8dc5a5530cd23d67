namespace Waybill.Benchmarks.Harness;

/// <summary>What one run of a subject gave.</summary>
/// <param name="Case">What was measured.</param>
/// <param name="Value">How much, in the unit of the benchmark.</param>
/// <param name="Allocated">Bytes allocated per operation over all threads.</param>
/// <param name="Unit">Where it is not the benchmark's.</param>
internal readonly record struct Figure(string Case, double Value, double Allocated, string? Unit = null);
