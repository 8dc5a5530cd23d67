using Waybill.Manifests;
using Waybill.Roslyn;

namespace Waybill.Schemas;

/// <summary>The schema in a manifest: its last lines, after one that says so. The runtime has no use for them and stops there.</summary>
internal static class SchemaSection
{
    private const string Begin = "\n" + ManifestFormat.Schema + "\n";

    /// <summary>The lines, to follow a manifest's text; empty for a schema without messages.</summary>
    public static string Write(SchemaSet schema) => schema.Messages.Count == 0 ? "" : Begin + string.Join("\n", SchemaWriter.Write(schema));

    /// <summary>The schema in a manifest's text; an empty one where it has none.</summary>
    /// <exception cref="FormatException">A line cannot be read; the message says which, what is wrong, and the way out.</exception>
    public static SchemaSet Read(string manifest)
    {
        var text = manifest.Replace("\r\n", "\n");
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        if (begin < 0)
        {
            return new SchemaSet(default, default);
        }

        var above = text.Substring(0, begin).Split('\n').Length + 1;
        var lines = text.Substring(begin + Begin.Length).Split('\n').Select((line, index) => (above + index + 1, line)).ToList();
        var (schema, problems) = SchemaReader.Read(lines);
        return problems.Count == 0
            ? schema
            : throw new FormatException(
                $"Line {problems[0].Line} of the manifest cannot be read: {problems[0].Text}. Rebuild the assembly that it comes from."
            );
    }
}
