namespace Waybill.Wire;

/// <summary>
/// Patterns of topic bindings, by RabbitMQ's rules: words split at every dot, the empty text has none; <c>*</c> is exactly one word, <c>#</c> zero or more.
/// </summary>
internal static class RoutingPattern
{
    public const string One = "*";
    public const string Many = "#";

    /// <summary>More of them would make matching slow, and nobody needs more.</summary>
    public const int MaxMany = 2;

    /// <summary>The words of a key or pattern.</summary>
    public static string[] Words(string pattern) => pattern.Length == 0 ? [] : pattern.Split('.');

    /// <summary>What is wrong with a pattern, as the end of a sentence about it; null when nothing is.</summary>
    public static string? Problem(string pattern)
    {
        var words = Words(pattern);
        if (words.FirstOrDefault(word => word.Length > 1 && word.IndexOfAny(['*', '#']) >= 0) is { } mixed)
        {
            return $"has the word '{mixed}': * and # stand for words and must be words of their own. Put dots around them";
        }

        return words.Count(word => word == Many) > MaxMany
            ? $"has more than {MaxMany} words '#'. Leave some out, or use two bindings"
            : null;
    }

    /// <summary>Whether some routing key matches both patterns.</summary>
    public static bool Intersect(string left, string right) => Intersect(Words(left), Words(right));

    private static bool Intersect(string[] left, string[] right)
    {
        // One row of a table: reachable[j] says whether the first i words of left and the first j of right can stand for the same words of a key.
        var reachable = new bool[right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            var diagonal = false;
            for (var j = 0; j <= right.Length; j++)
            {
                var above = reachable[j];
                var anyMany = (i > 0 && left[i - 1] == Many) || (j > 0 && right[j - 1] == Many);
                reachable[j] = anyMany
                    // Either # stands for nothing, or it takes the other side's last word.
                    ? above || (j > 0 && reachable[j - 1])
                    : (i == 0 && j == 0) || (diagonal && CanBeSame(left[i - 1], right[j - 1]));
                diagonal = above;
            }
        }

        return reachable[right.Length];
    }

    private static bool CanBeSame(string left, string right) => left == right || left == One || right == One;
}
