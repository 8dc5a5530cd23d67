using System.Globalization;

namespace OrderPipeline.Reporting;

/// <summary>A number and what it counts, in one's or in many's form.</summary>
internal static class Counts
{
    public static string Of(long count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
