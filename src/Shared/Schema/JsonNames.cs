namespace Waybill.Schemas;

/// <summary>Names as JSON has them.</summary>
internal static class JsonNames
{
    /// <summary>
    /// The name as System.Text.Json's camel case has it: the capitals at its beginning become small, but not the last of several that a small letter follows.
    /// </summary>
    public static string CamelCase(string name)
    {
        var letters = name.ToCharArray();
        for (var i = 0; i < letters.Length && char.IsUpper(letters[i]); i++)
        {
            if (i > 0 && i + 1 < letters.Length && !char.IsUpper(letters[i + 1]))
            {
                if (letters[i + 1] == ' ')
                {
                    letters[i] = char.ToLowerInvariant(letters[i]);
                }

                break;
            }

            letters[i] = char.ToLowerInvariant(letters[i]);
        }

        return new string(letters);
    }
}
