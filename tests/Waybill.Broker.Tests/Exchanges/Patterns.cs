using CsCheck;

namespace Waybill.Broker.Tests.Exchanges;

/// <summary>Patterns and keys over so few words that they meet often; and the rule of matching, written as it is said.</summary>
internal static class Patterns
{
    public static readonly Gen<string> Key = Gen.OneOf("a", "b", "", "a#b", "##", "é").Array[0, 6].Select(words => string.Join('.', words));

    public static readonly Gen<string> Pattern = Gen.OneOf("a", "b", "", "*", "#", "#", "a#b", "##", "é")
        .Array[0, 5]
        .Where(words => words.Count(word => word == "#") <= 2)
        .Select(words => string.Join('.', words));

    public static bool Match(string pattern, string key) => Match(Words(pattern), Words(key));

    /// <summary>Every key of at most some words.</summary>
    public static IEnumerable<string> Keys(string[] alphabet, int longest)
    {
        List<string> sameLength = [""];
        yield return "";
        for (var length = 1; length <= longest; length++)
        {
            sameLength = [.. sameLength.SelectMany(key => alphabet, (key, word) => length == 1 ? word : $"{key}.{word}")];
            foreach (var key in sameLength)
            {
                yield return key;
            }
        }
    }

    private static string[] Words(string text) => text.Length == 0 ? [] : text.Split('.');

    private static bool Match(ReadOnlySpan<string> pattern, ReadOnlySpan<string> key) =>
        pattern.IsEmpty ? key.IsEmpty
        : pattern[0] == "#" ? Match(pattern[1..], key) || (!key.IsEmpty && Match(pattern, key[1..]))
        : !key.IsEmpty && (pattern[0] == "*" || pattern[0] == key[0]) && Match(pattern[1..], key[1..]);
}
