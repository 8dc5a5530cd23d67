using System.Globalization;
using System.Text;

namespace Waybill.Wire;

/// <summary>Names members in JSON. Each naming gives what System.Text.Json's policy of that name gives.</summary>
internal static class JsonMemberName
{
    public static string Of(string member, JsonNaming naming) =>
        naming switch
        {
            JsonNaming.CamelCase => CamelCase(member),
            JsonNaming.SnakeCaseLower => Separated(member, '_'),
            JsonNaming.KebabCaseLower => Separated(member, '-'),
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
    /// Puts a separator before a capital that follows a small letter or digit, and before the last of several capitals that a small letter follows:
    /// <c>XMLReader2Go</c> is <c>xml_reader2_go</c>. What is neither letter nor digit stays, and separates nothing.
    /// </summary>
    private static string Separated(string member, char separator)
    {
        var name = new StringBuilder();
        var previous = Letter.None;
        for (var i = 0; i < member.Length; i++)
        {
            var current = Kind(member[i]);
            var beginsWord =
                current == Letter.Capital
                && (previous == Letter.Small || (previous == Letter.Capital && i + 1 < member.Length && char.IsLower(member[i + 1])));
            if (beginsWord)
            {
                name.Append(separator);
            }

            name.Append(current == Letter.Capital ? char.ToLowerInvariant(member[i]) : member[i]);
            previous = current;
        }

        return name.ToString();
    }

    private static Letter Kind(char unit) =>
        char.GetUnicodeCategory(unit) switch
        {
            UnicodeCategory.UppercaseLetter => Letter.Capital,
            UnicodeCategory.LowercaseLetter or UnicodeCategory.DecimalDigitNumber => Letter.Small,
            _ => Letter.None,
        };

    private enum Letter
    {
        None,
        Capital,

        /// <summary>A digit counts as one.</summary>
        Small,
    }
}
