using Microsoft.CodeAnalysis.Text;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Generators;

/// <summary>Writes the method by which a record's <c>ToString</c> shows its members: the one that C# would write, without the values of sensitive members.</summary>
internal static class RedactionEmitter
{
    public static SourceText Emit(MessageModel model, RedactionModel redaction)
    {
        var writer = new SourceWriter().Header();
        MarkCode.Pragma(writer, redaction.Marks);
        if (redaction.Marks.IsObsolete)
        {
            // What is obsolete overrides what is not.
            writer.Line("#pragma warning disable CS0809");
        }

        writer.Line();
        var blocks = model.Type.Open(writer, "");
        writer.Line("/// <summary>Prints the members, and of sensitive ones no value.</summary>");
        MarkCode.Attribute(writer, redaction.Marks);
        writer.Open($"{redaction.Modifiers} bool {RedactionParser.Method}(global::System.Text.StringBuilder builder)");
        writer.Line("global::System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();");
        if (redaction.CallsBase)
        {
            writer.Line($"builder.Append(base.{RedactionParser.Method}(builder) ? \", \" : \"\");");
        }

        var separator = "";
        foreach (var member in redaction.Members)
        {
            Member(writer, member, separator);
            separator = ", ";
        }

        writer.Line("return true;");
        writer.Close();
        for (var i = 0; i < blocks; i++)
        {
            writer.Close();
        }

        return writer.ToSourceText();
    }

    private static void Member(SourceWriter writer, PrintedMember member, string separator)
    {
        var value =
            member.Expression is null ? ""
            : member.IsValueType ? $".Append({member.Expression}.ToString())"
            : $".Append((object?){member.Expression})";
        writer.Line($"builder.Append(\"{separator}{member.Name} = {(member.Expression is null ? "***" : "")}\"){value};");
    }
}
