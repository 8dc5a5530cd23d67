using System.Globalization;
using System.Text;

namespace Waybill.Manifests;

/// <summary>
/// Escapes one field, so that any string fits into one line of one C# raw string: tabs, line ends of every kind, other controls, marks of direction and lone surrogates are
/// written as <c>\uXXXX</c>, the backslash as <c>\\</c>, and a field that would read as none as <c>\-</c>.
/// </summary>
internal static class ManifestText
{
    /// <summary>One line of the fields, escaped; null is a field that says nothing.</summary>
    public static string Line(params string?[] fields) =>
        string.Join(ManifestFormat.Separator.ToString(), fields.Select(field => field is null ? ManifestFormat.None : Escape(field)));

    public static string Escape(string value) => value == ManifestFormat.None ? "\\-" : EscapeControls(value.Replace("\\", "\\\\"));

    /// <summary>Escapes only what no line and no terminal may get. Paths and JSON stay as people know them; it cannot be read back.</summary>
    public static string EscapeControls(string value)
    {
        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            var current = value[i];
            if (char.IsSurrogatePair(value, i))
            {
                text.Append(current).Append(value[++i]);
            }
            else if (char.IsControl(current) || char.IsSurrogate(current) || current is '\u2028' or '\u2029' || IsDirection(current))
            {
                text.Append("\\u").Append(((int)current).ToString("X4", CultureInfo.InvariantCulture));
            }
            else
            {
                text.Append(current);
            }
        }

        return text.ToString();
    }

    /// <summary>Whether it changes the direction in which what follows is shown: a name could look like another. https://www.unicode.org/reports/tr9</summary>
    private static bool IsDirection(char unit) =>
        unit is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    /// <returns>False when a backslash begins no escape.</returns>
    public static bool TryUnescape(string text, out string value)
    {
        var result = new StringBuilder(text.Length);
        value = "";
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                result.Append(text[i]);
                continue;
            }

            switch (i + 1 < text.Length ? text[i + 1] : '\0')
            {
                case '\\' or '-':
                    result.Append(text[++i]);
                    break;
                case 'u'
                    when i + 6 <= text.Length
                        && ushort.TryParse(
                            text.Substring(i + 2, 4),
                            NumberStyles.AllowHexSpecifier,
                            CultureInfo.InvariantCulture,
                            out var code
                        ):
                    result.Append((char)code);
                    i += 5;
                    break;
                default:
                    return false;
            }
        }

        value = result.ToString();
        return true;
    }
}
