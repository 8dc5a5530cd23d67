using System.Globalization;
using System.Text;
using Waybill.Schemas;

namespace Waybill.Cli.Export;

/// <summary>
/// Writes a schema as .proto files (proto3) that any Protobuf compiler takes: one for the schema, and, where it is used, the one with what Waybill makes of decimals and
/// dates. The name in JSON is said where Protobuf would make another of the field's.
/// </summary>
internal static class ProtoExporter
{
    private const string TypesPath = "waybill/types.proto";
    private const string TypesPrefix = "waybill.";
    private const string Duration = "google.protobuf.Duration";

    /// <summary>What Waybill's own messages are on the wire; their codecs write them.</summary>
    private const string Types = """
        // Waybill's own types. Written by: waybill schema export.
        syntax = "proto3";

        package waybill;

        // A decimal: (high * 2^64 + low) / 10^scale.
        message Decimal {
          uint64 low = 1;
          uint32 high = 2;
          // The scale (0 to 28) doubled, plus 1 for a negative number.
          uint32 sign_scale = 3;
        }

        // A point in time, which readers of google.protobuf.Timestamp understand, and the offset of the local clock.
        message DateTimeOffset {
          // Since 1970-01-01T00:00:00Z.
          int64 seconds = 1;
          // 0 to 999,999,999, in steps of 100.
          int32 nanos = 2;
          sint32 offset_minutes = 3;
        }

        // A clock reading. Only those of kind 1 are what google.protobuf.Timestamp is.
        message DateTime {
          int64 seconds = 1;
          int32 nanos = 2;
          // 0 unspecified, 1 UTC, 2 local.
          uint32 kind = 4;
        }

        """;

    /// <summary>The files.</summary>
    /// <param name="name">The name of the schema's file, without extension.</param>
    /// <param name="schema">The schema. Of a message that a field names and the schema has not, the bytes stay bytes.</param>
    /// <param name="own">The messages whose namespace is the package; null for all.</param>
    public static IReadOnlyList<ExportedFile> Export(string name, SchemaSet schema, IEnumerable<string>? own = null)
    {
        var types = schema.Messages.SelectMany(message => message.Fields).Select(field => field.Type).ToHashSet(StringComparer.Ordinal);
        var usesTypes = types.Any(type => type.StartsWith(TypesPrefix, StringComparison.Ordinal));
        var text = new StringBuilder();
        var names = new ProtoNames(schema, own);
        text.Append("// Written by: waybill schema export.\nsyntax = \"proto3\";\n\n");
        if (names.Package.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"package {names.Package};\n\n");
        }

        if (types.Contains(Duration))
        {
            text.Append("import \"google/protobuf/duration.proto\";\n");
        }

        if (usesTypes)
        {
            text.Append(CultureInfo.InvariantCulture, $"import \"{TypesPath}\";\n");
        }

        foreach (var message in schema.Messages)
        {
            new ProtoMessage(text, names, schema).Write(message);
        }

        foreach (var @enum in schema.Enums.Where(ProtoEnum.Fits))
        {
            ProtoEnum.Write(text, names, @enum);
        }

        var file = new ExportedFile($"{name}.proto", text.ToString());
        return usesTypes ? [file, new ExportedFile(TypesPath, Types.ReplaceLineEndings("\n"))] : [file];
    }
}
