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
    /// <exception cref="FormatException">A line cannot be read; the message says which, what is wrong, and the way out.</exception>
    public static SchemaSet Read(IEnumerable<string> texts)
    {
        // Messages that share an enum say it each: what comes twice counts once.
        var lines = texts
            .SelectMany(text => text.Replace("\r\n", "\n").Split('\n'))
            .Distinct()
            .Select((line, index) => (index, line))
            .ToList();
        var (schema, problems) = SchemaReader.Read(lines);
        return problems.Count == 0
            ? schema
            : throw new FormatException(
                $"The schema's line '{lines[problems[0].Line].line}' cannot be read: {problems[0].Text}. Rebuild the assembly that it comes from."
            );
    }
}
