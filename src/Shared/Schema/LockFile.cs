using System.Globalization;
using Waybill.Roslyn;

namespace Waybill.Schemas;

/// <summary>
/// <c>waybill.lock</c>: the schema that was shipped, beside the project and under version control. A first line with the format's version, then a schema's lines, an empty one before each message and enum.
/// </summary>
/// <param name="Schema">What could be read.</param>
/// <param name="Problems">What could not, by line.</param>
internal sealed record LockFile(SchemaSet Schema, EquatableArray<LineProblem> Problems)
{
    /// <summary>The file's name.</summary>
    public const string Name = "waybill.lock";

    private const string Magic = "waybill-lock";
    private const int Version = 1;

    /// <summary>Whether a path is a lock file's.</summary>
    public static bool IsLock(string path) => path.Split('/', '\\').Last() == Name;

    /// <summary>Reads a lock file. Never fails: what cannot be read is a problem.</summary>
    public static LockFile Parse(string text)
    {
        var lines = text.Split('\n').Select((line, index) => (Number: index + 1, Text: line.TrimEnd('\r'))).ToList();
        if (HeaderProblem(lines[0].Text.TrimStart('\uFEFF')) is { } problem)
        {
            return new LockFile(new SchemaSet(default, default), [new LineProblem(1, problem)]);
        }

        var (schema, problems) = SchemaReader.Read([.. lines.Skip(1).Where(line => line.Text.Length > 0)]);
        return new LockFile(schema, problems);
    }

    /// <summary>The file's text.</summary>
    public static string Write(SchemaSet schema) =>
        $"{Magic} {Version.ToString(CultureInfo.InvariantCulture)}\n"
        // Git takes what two branches add to neighbours for one change unless a line stands between.
        + string.Concat(SchemaWriter.Blocks(schema).Select(lines => "\n" + string.Concat(lines.Select(line => line + "\n"))));

    private static string? HeaderProblem(string line)
    {
        var words = line.Split(' ');
        if (
            words.Length != 2
            || words[0] != Magic
            || !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
        )
        {
            return $"the first line is '{line}', not '{Magic} {Version}'";
        }

        return version == Version
            ? null
            : $"the file has version {version}, and this Waybill reads version {Version}: use the version of Waybill that wrote it, or a later one";
    }
}
