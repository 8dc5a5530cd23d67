using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Generators;

/// <summary>Writes what lets generated code name symbols that are marked as obsolete or experimental.</summary>
internal static class MarkCode
{
    /// <summary>The pragma of a file: what it calls may be obsolete.</summary>
    public static void Pragma(SourceWriter writer, MarksModel marks) =>
        writer.Line($"#pragma warning disable {string.Join(", ", new[] { "CS0612", "CS0618" }.Concat(marks.Ids))}");

    /// <summary>The attribute of a type or member that names what is obsolete as an error: only code that is obsolete itself may do that.</summary>
    public static void Attribute(SourceWriter writer, MarksModel marks)
    {
        if (marks.IsObsolete)
        {
            writer.Line("[global::System.Obsolete]");
        }
    }
}
