using System.Globalization;

namespace Waybill.Manifests;

/// <summary>Reads the fields of one line, left to right. The first field that is wrong or missing ends the line; the error says which.</summary>
internal sealed class ManifestFields(string line)
{
    private readonly string[] _fields = line.Split(ManifestFormat.Separator);
    private int _next = 1;

    /// <summary>What kind of line it is.</summary>
    public string Kind => _fields[0];

    /// <summary>Whether nothing is left, as in a manifest that is older than the next field.</summary>
    public bool IsAtEnd => _next == _fields.Length;

    /// <summary>A number, and as many texts.</summary>
    public IEnumerable<string> Texts(string count, string name)
    {
        for (var left = Number(count); left > 0; left--)
        {
            yield return Text(name);
        }
    }

    public string? OptionalText(string name)
    {
        if (IsAtEnd)
        {
            throw new FormatException($"the field '{name}' is missing");
        }

        var field = _fields[_next++];
        if (field == ManifestFormat.None)
        {
            return null;
        }

        return ManifestText.TryUnescape(field, out var value)
            ? value
            : throw new FormatException($"the field '{name}' has a backslash that begins no escape");
    }

    public string Text(string name) => OptionalText(name) ?? throw new FormatException($"the field '{name}' is empty");

    public bool Bool(string name) =>
        Text(name) switch
        {
            "true" => true,
            "false" => false,
            var other => throw new FormatException($"the field '{name}' is '{other}', not true or false"),
        };

    public int Number(string name) =>
        Text(name) is var text && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new FormatException($"the field '{name}' is '{text}', not a whole number");

    public T? OptionalEnum<T>(string name)
        where T : struct, Enum
    {
        if (OptionalText(name) is not { } text)
        {
            return null;
        }

        // Enum.TryParse reads numbers too, and a manifest holds names only.
        return System.Enum.TryParse<T>(text, out var value) && value.ToString() == text
            ? value
            : throw new FormatException($"the field '{name}' is '{text}', which is no {typeof(T).Name}");
    }

    public T Enum<T>(string name)
        where T : struct, Enum => OptionalEnum<T>(name) ?? throw new FormatException($"the field '{name}' is empty");
}
