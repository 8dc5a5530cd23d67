using System.Diagnostics.CodeAnalysis;

namespace Waybill.Wire;

/// <summary>
/// The pattern of a topic binding, by RabbitMQ's rules: words are split at every <c>.</c>, the empty text has no word and <c>a..b</c> has an
/// empty one; <c>*</c> is exactly one word (the empty word too), <c>#</c> is zero or more; both are special only as whole words. Immutable,
/// hence thread-safe.
/// </summary>
internal sealed class RoutingPattern
{
    /// <summary>The word that stands for exactly one word.</summary>
    public const string One = "*";

    /// <summary>The word that stands for zero or more words.</summary>
    public const string Many = "#";

    /// <summary>More of them would make matching slow, and nobody needs more.</summary>
    public const int MaxMany = 2;

    private const int SeenNothing = 0;
    private const int SeenOneEmptyWord = 1;
    private const int SeenOther = 2;

    private readonly string[] _words;

    private RoutingPattern(string text, string[] words)
    {
        Text = text;
        _words = words;
    }

    /// <summary>The pattern as it was written.</summary>
    public string Text { get; }

    /// <summary>The words of a key or pattern: none for the empty text, else one more than it has dots.</summary>
    public static string[] Words(string text) => text.Length == 0 ? [] : text.Split('.');

    /// <summary>Reads a pattern: every text is one, unless it holds more than <see cref="MaxMany"/> words <c>#</c>.</summary>
    /// <param name="text">The pattern.</param>
    /// <param name="pattern">The pattern when the answer is true.</param>
    /// <param name="problem">What is wrong, as the end of a sentence about the pattern, when the answer is false.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out RoutingPattern? pattern, [NotNullWhen(false)] out string? problem)
    {
        var words = Words(text);
        if (words.Count(word => word == Many) > MaxMany)
        {
            pattern = null;
            problem = $"has more than {MaxMany} words '#'. Leave some out, or use two bindings";
            return false;
        }

        pattern = new RoutingPattern(text, words);
        problem = null;
        return true;
    }

    /// <summary>
    /// What is wrong with a pattern that somebody declares, as the end of a sentence about it; null when nothing is. Stricter than
    /// <see cref="TryParse"/>: <c>a#b</c> is plain text to an exchange, but whoever declares it hardly means that.
    /// </summary>
    public static string? Problem(string pattern) =>
        Words(pattern).FirstOrDefault(word => word.Length > 1 && word.IndexOfAny(['*', '#']) >= 0) is { } mixed
            ? $"has the word '{mixed}': * and # stand for words and must be words of their own. Put dots around them"
        : TryParse(pattern, out _, out var problem) ? null
        : problem;

    /// <summary>Whether some routing key matches both patterns.</summary>
    public static bool Intersect(string left, string right) => Intersect(Words(left), Words(right));

    /// <summary>Whether a routing key matches. Words are compared ordinally.</summary>
    /// <param name="key">The key; <c>*</c> and <c>#</c> in it are plain text.</param>
    public bool Matches(string key)
    {
        // Only the last '#' ever has to give way: whatever an earlier one could take instead, the later one can take too.
        var words = Words(key);
        int at = 0,
            next = 0,
            lastMulti = -1,
            taken = 0;
        while (at < words.Length)
        {
            if (next < _words.Length && _words[next] == Many)
            {
                lastMulti = next++;
                taken = at;
            }
            else if (next < _words.Length && (_words[next] == One || string.Equals(_words[next], words[at], StringComparison.Ordinal)))
            {
                next++;
                at++;
            }
            else if (lastMulti >= 0)
            {
                next = lastMulti + 1;
                at = ++taken;
            }
            else
            {
                return false;
            }
        }

        while (next < _words.Length && _words[next] == Many)
        {
            next++;
        }

        return next == _words.Length;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static bool Intersect(string[] left, string[] right)
    {
        // canEnd[i, j, seen]: from word i here and word j there, some key can be completed. What has been seen of the key counts because one
        // empty word alone is no key: the text that would spell it has no word at all.
        var canEnd = new bool[left.Length + 1, right.Length + 1, 3];
        for (var i = left.Length; i >= 0; i--)
        {
            for (var j = right.Length; j >= 0; j--)
            {
                for (var seen = SeenOther; seen >= SeenNothing; seen--)
                {
                    canEnd[i, j, seen] = CanEnd(left, right, canEnd, i, j, seen);
                }
            }
        }

        return canEnd[0, 0, SeenNothing];
    }

    private static bool CanEnd(string[] left, string[] right, bool[,,] known, int i, int j, int seen)
    {
        var leftEnds = i == left.Length;
        var rightEnds = j == right.Length;
        if (leftEnds && rightEnds)
        {
            return seen != SeenOneEmptyWord;
        }

        var leftMulti = !leftEnds && left[i] == Many;
        var rightMulti = !rightEnds && right[j] == Many;
        if ((leftMulti && known[i + 1, j, seen]) || (rightMulti && known[i, j + 1, seen]))
        {
            return true;
        }

        if (leftEnds || rightEnds)
        {
            return false;
        }

        // One more word of the key, taken by both sides; null is a word of free choice.
        var leftWord = leftMulti || left[i] == One ? null : left[i];
        var rightWord = rightMulti || right[j] == One ? null : right[j];
        if (leftWord is not null && rightWord is not null && !string.Equals(leftWord, rightWord, StringComparison.Ordinal))
        {
            return false;
        }

        var nowSeen = seen == SeenNothing && (leftWord ?? rightWord)?.Length == 0 ? SeenOneEmptyWord : SeenOther;
        return known[leftMulti ? i : i + 1, rightMulti ? j : j + 1, nowSeen];
    }
}
