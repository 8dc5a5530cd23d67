using Waybill.Manifests;
using Waybill.Roslyn;

namespace Waybill.Schemas;

/// <summary>
/// The schema in an assembly: each message's generated code carries its lines as an attribute, so that the edit of one message is written in one file.
/// </summary>
internal static class SchemaText
{
    /// <summary>The lines of a message, or a union with its cases, and those of its enums.</summary>
    public static string Write(IEnumerable<MessageSchema> messages, IEnumerable<EnumSchema> enums) =>
        string.Join("\n", SchemaWriter.Write(SchemaSet.Of(messages, enums)));

    /// <summary>The schema of an assembly that carries these texts.</summary>
    /// <exception cref="FormatException">A line cannot be read, or two types have one name; the message says which, what is wrong, and the way out.</exception>
    public static SchemaSet Read(IEnumerable<string> texts)
    {
        var parts = texts.Select(text => text.Replace("\r\n", "\n").Split('\n')).ToList();
        if (NameOfTwo(parts) is { } name)
        {
            throw new FormatException(
                $"Two of its types are messages with the name '{name}' (WB3004). Give one of them a Name of its own in [Message], and rebuild it."
            );
        }

        // Messages that share an enum say it each: what comes twice counts once.
        var lines = parts.SelectMany(part => part).Distinct().Select((line, index) => (index, line)).ToList();
        var (schema, problems) = SchemaReader.Read(lines);
        return problems.Count == 0
            ? schema
            : throw new FormatException(
                $"The schema's line '{lines[problems[0].Line].line}' cannot be read: {problems[0].Text}. Rebuild the assembly that it comes from."
            );
    }

    /// <summary>The name of a message that two texts are of; null for none.</summary>
    private static string? NameOfTwo(IEnumerable<string[]> parts) =>
        parts
            .SelectMany(part => part)
            .Where(line => new ManifestFields(line).Kind == SchemaFormat.Message)
            .GroupBy(line => line, StringComparer.Ordinal)
            .FirstOrDefault(same => same.Skip(1).Any())
            is { Key: var line }
            ? new ManifestFields(line).Text("name")
            : null;
}
