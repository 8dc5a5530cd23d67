using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Waybill.Wire;

/// <summary>Names members in JSON. Each naming gives what System.Text.Json's policy of that name gives.</summary>
internal static class JsonMemberName
{
    public static string Of(string member, JsonNaming naming) =>
        naming switch
        {
            JsonNaming.CamelCase => CamelCase(member),
            JsonNaming.SnakeCaseLower => string.Join("_", Words(member)).ToLowerInvariant(),
            JsonNaming.KebabCaseLower => string.Join("-", Words(member)).ToLowerInvariant(),
            _ => member,
        };

    /// <summary>Lowers the capitals that a name begins with, but for one that begins a word: <c>IOStream</c> is <c>ioStream</c>.</summary>
    private static string CamelCase(string member)
    {
        var length = 0;
        while (length < member.Length && char.IsUpper(member[length]))
        {
            var beginsWord = length > 0 && length + 1 < member.Length && !char.IsUpper(member[length + 1]);
            if (beginsWord)
            {
                break;
            }

            length++;
        }

        return member.Substring(0, length).ToLowerInvariant() + member.Substring(length);
    }

    /// <summary>
    /// The words of a name: one ends where a small letter is followed by a capital, before the last of several capitals that a small letter follows, and at punctuation,
    /// which is in no word.
    /// </summary>
    private static IEnumerable<string> Words(string member)
    {
        var first = 0;
        var words = new List<string>();
        var previous = Letter.None;
        for (var i = 0; i < member.Length; i++)
        {
            var category = char.GetUnicodeCategory(member[i]);
            if (IsSeparator(category))
            {
                EndAt(i, i + 1);
                continue;
            }

            if (i + 1 == member.Length)
            {
                break;
            }

            var next = member[i + 1];
            var current =
                category == UnicodeCategory.LowercaseLetter ? Letter.Small
                : category == UnicodeCategory.UppercaseLetter ? Letter.Capital
                : previous;
            if (current == Letter.Small && char.IsUpper(next))
            {
                EndAt(i + 1, i + 1);
            }
            else if (previous == Letter.Capital && category == UnicodeCategory.UppercaseLetter && char.IsLower(next))
            {
                EndAt(i, i);
            }
            else
            {
                previous = current;
            }
        }

        words.Add(member.Substring(first));
        return words.Where(word => word.Length > 0);

        void EndAt(int end, int next)
        {
            words.Add(member.Substring(first, end - first));
            first = next;
            previous = Letter.None;
        }
    }

    private static bool IsSeparator(UnicodeCategory category) =>
        category == UnicodeCategory.SpaceSeparator
        || category is >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation;

    private enum Letter
    {
        None,
        Small,
        Capital,
    }
}
