namespace Waybill.Topologies;

/// <summary>How many mistakes of typing lie between two words, whatever their case.</summary>
internal static class EditDistance
{
    /// <summary>The fewest letters that are added, left out, taken for another, or swapped with the next (optimal string alignment).</summary>
    public static int Of(string left, string right)
    {
        var (before, last, row) = (new int[right.Length + 1], new int[right.Length + 1], new int[right.Length + 1]);
        for (var j = 0; j <= right.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            (before, last, row) = (last, row, before);
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substitution = last[j - 1] + (AreAlike(left[i - 1], right[j - 1]) ? 0 : 1);
                row[j] = Math.Min(substitution, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && AreAlike(left[i - 1], right[j - 2]) && AreAlike(left[i - 2], right[j - 1]))
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }
        }

        return row[right.Length];
    }

    private static bool AreAlike(char left, char right) => char.ToUpperInvariant(left) == char.ToUpperInvariant(right);
}
