using System.Globalization;
using System.Text;
using Waybill.Schemas;

namespace Waybill.Cli.Export;

/// <summary>
/// The names that a schema's messages and enums have in one .proto file: the namespace that they all lie in is the package, and what is beyond it is joined with <c>_</c>.
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

    public ProtoNames(SchemaSet schema)
    {
        var names = schema.Messages.Select(message => message.Name).Concat(schema.Enums.Select(@enum => @enum.Name)).ToList();
        var shared = Shared(names);
        Package = string.Join('.', shared.Select(Identifier));
        var used = new HashSet<string>(s_scalars, StringComparer.OrdinalIgnoreCase);
        foreach (var name in names.Distinct(StringComparer.Ordinal))
        {
            _types.Add(name, Unique(Capital(Identifier(string.Join('_', name.Split('.').Skip(shared.Count)))), used));
        }
    }

    /// <summary>The package; empty for none.</summary>
    public string Package { get; }

    /// <summary>The name of a message or enum.</summary>
    public string Type(string name) => _types[name];

    /// <summary>Whether the name says all that the wire does.</summary>
    public bool IsPlain(string name) => (Package.Length == 0 ? _types[name] : $"{Package}.{_types[name]}") == name;

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

    /// <summary>The words that all names begin with, short of the last of any.</summary>
    private static List<string> Shared(List<string> names)
    {
        var words = names.Select(name => name.Split('.')).ToList();
        var shared = new List<string>();
        while (words.Count > 0 && words.TrueForAll(name => name.Length > shared.Count + 1 && name[shared.Count] == words[0][shared.Count]))
        {
            shared.Add(words[0][shared.Count]);
        }

        return shared;
    }
}
