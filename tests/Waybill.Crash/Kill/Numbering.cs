namespace Waybill.Crash.Kill;

/// <summary>How children number what they publish.</summary>
internal static class Numbering
{
    // More than a child ever uses.
    private const long PerChild = 1_000_000_000;
    private const int KeptEvery = 20;

    /// <summary>A child's first number: none is used twice, whatever a kill left unsaid.</summary>
    public static long FirstOf(int child) => child * PerChild;

    /// <summary>Whether a number is a kept message's, which the producer publishes, and not a work's.</summary>
    public static bool IsKept(long number) => number % KeptEvery == 0;

    /// <summary>The kept messages of the child that published one of them, up to that one.</summary>
    public static IEnumerable<long> KeptUpTo(long number)
    {
        for (var kept = number / PerChild * PerChild; kept <= number; kept += KeptEvery)
        {
            yield return kept;
        }
    }
}
