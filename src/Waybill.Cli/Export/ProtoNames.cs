using System.Globalization;
using System.Text;
using Waybill.Schemas;

namespace Waybill.Cli.Export;

/// <summary>
/// The names that a schema's messages and enums have in one .proto file: the namespace that they lie in is the package, and what is beyond it is joined with <c>_</c>. Where
/// they lie in several that share no word, the package is of those that most lie in.
/// Types begin with a capital letter and fields are in snake case, as Protobuf's style guide has it and the compilers of other languages expect it.
/// Letters that Protobuf does not know are written as <c>_u00E9</c>. No two things have the same name.
/// </summary>
internal sealed class ProtoNames
{
    private static readonly HashSet<string> s_scalars = new(StringComparer.Ordinal)
    {
        "double",
        "float",
        "int32",
        "int64",
        "uint32",
        "uint64",
        "sint32",
        "sint64",
        "fixed32",
        "fixed64",
        "sfixed32",
        "sfixed64",
        "bool",
        "string",
        "bytes",
        "map",
        "message",
        "enum",
        "option",
        "oneof",
        "optional",
        "repeated",
        "reserved",
        "required",
        "extend",
        "extensions",
        "group",
        "import",
        "package",
        "service",
        "stream",
        "syntax",
    };

    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);

    // What the package has: types, and the values of all enums.
    private readonly HashSet<string> _taken;

    /// <param name="schema">The schema.</param>
    /// <param name="own">The messages whose namespace is the package; null for all.</param>
    public ProtoNames(SchemaSet schema, IEnumerable<string>? own = null)
    {
        var names = schema.Messages.Select(message => message.Name).Concat(schema.Enums.Select(@enum => @enum.Name)).ToList();
        var shared = Shared(own ?? schema.Messages.Select(message => message.Name));
        Package = string.Join('.', shared.Select(Identifier));
        var used = new HashSet<string>(s_scalars, StringComparer.OrdinalIgnoreCase);
        foreach (var name in names.Distinct(StringComparer.Ordinal))
        {
            _types.Add(name, Unique(Capital(Identifier(string.Join('_', Beyond(name.Split('.'), shared)))), used));
        }

        _taken = new HashSet<string>(_types.Values, StringComparer.Ordinal);
    }

    /// <summary>The package; empty for none.</summary>
    public string Package { get; }

    /// <summary>The name of a message or enum.</summary>
    public string Type(string name) => _types[name];

    /// <summary>Whether the name says all that the wire does.</summary>
    public bool IsPlain(string name) => (Package.Length == 0 ? _types[name] : $"{Package}.{_types[name]}") == name;

    /// <summary>Takes a name for an enum's value; false where a type or a value of some enum has it.</summary>
    public bool TryTake(string value) => _taken.Add(value);

    /// <summary>The text as an identifier.</summary>
    public static string Identifier(string text)
    {
        var name = new StringBuilder();
        foreach (var letter in text)
        {
            if (char.IsAsciiLetterOrDigit(letter) || letter == '_')
            {
                name.Append(letter);
            }
            else
            {
                name.Append("_u").Append(((int)letter).ToString("X4", CultureInfo.InvariantCulture));
            }
        }

        return name.Length == 0 || !char.IsAsciiLetter(name[0]) ? $"x{name}" : name.ToString();
    }

    /// <summary>The member's name as a field's: small letters, and an underscore where a word began with a capital one.</summary>
    public static string Field(string member)
    {
        var name = new StringBuilder();
        for (var i = 0; i < member.Length; i++)
        {
            var begins =
                char.IsUpper(member[i])
                && i > 0
                && member[i - 1] != '_'
                && (!char.IsUpper(member[i - 1]) || (i + 1 < member.Length && char.IsLower(member[i + 1])));
            name.Append(begins ? "_" : "").Append(char.ToLowerInvariant(member[i]));
        }

        return Identifier(name.ToString());
    }

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    /// <summary>The name, or the next like it that is not used yet.</summary>
    public static string Unique(string name, HashSet<string> used)
    {
        var unique = name;
        for (var i = 2; !used.Add(unique); i++)
        {
            unique = $"{name}_{i}";
        }

        return unique;
    }

    private static string[] Beyond(string[] name, List<string> package) =>
        name.Length > package.Count && name.AsSpan(0, package.Count).SequenceEqual(package.ToArray()) ? name[package.Count..] : name;

    /// <summary>The words that all names of the largest group begin with, short of the last of any.</summary>
    private static List<string> Shared(IEnumerable<string> names)
    {
        var group = names
            .Select(name => name.Split('.'))
            .Where(name => name.Length > 1)
            .GroupBy(name => name[0])
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .FirstOrDefault();
        var shared = new List<string>();
        var words = group?.ToList() ?? [];
        while (words.Count > 0 && words.TrueForAll(name => name.Length > shared.Count + 1 && name[shared.Count] == words[0][shared.Count]))
        {
            shared.Add(words[0][shared.Count]);
        }

        return shared;
    }
}
