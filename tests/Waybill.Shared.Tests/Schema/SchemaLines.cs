using Waybill.Schemas;

namespace Waybill.Shared.Tests.Schema;

/// <summary>Schemas as lines of a lock file, whose fields are split by blanks here, and texts with blanks by '~'.</summary>
internal static class SchemaLines
{
    public static SchemaSet Set(params string[] lines) =>
        LockFile.Parse("waybill-lock 1\n" + string.Concat(lines.Select(line => line.Replace(' ', '\t').Replace('~', ' ') + "\n"))) switch
        {
            { Problems.Count: 0 } file => file.Schema,
            { Problems: var problems } => throw new InvalidOperationException(problems[0].Text),
        };

    public static SchemaSet Fields(params string[] fields) =>
        Set([
            "message M",
            .. fields.Select(field =>
                field.StartsWith("reserved", StringComparison.Ordinal) ? field.Insert(field.IndexOf(' '), " M") : $"field M {field}"
            ),
            "enum E",
            "value E 0 A",
            "enum Wider",
            "value Wider 0 A",
            "value Wider 1 B",
            "enum Great",
            "value Great 9223372036854775808 A",
            "enum Other",
            "value Other 0 X",
        ]);
}
