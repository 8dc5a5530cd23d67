namespace Waybill.Schemas;

/// <summary>The numbers that Protobuf lets a field have. https://protobuf.dev/programming-guides/proto3/#assigning</summary>
internal static class FieldNumberRange
{
    public const int Largest = (1 << 29) - 1;
    public const int FirstKept = 19_000;
    public const int LastKept = 19_999;

    /// <summary>The range in words.</summary>
    public static string Text { get; } = $"Protobuf has 1 to {Largest}, and keeps {FirstKept} to {LastKept} for itself";

    public static bool Contains(int number) => number is >= 1 and <= Largest and not (>= FirstKept and <= LastKept);
}
