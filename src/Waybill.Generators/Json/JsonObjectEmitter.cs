using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;
using Waybill.Wire;

namespace Waybill.Generators;

/// <summary>Writes the methods that write and read an object of members.</summary>
internal static class JsonObjectEmitter
{
    /// <param name="writer">Where to.</param>
    /// <param name="part">The object.</param>
    /// <param name="modifiers">Of the methods.</param>
    public static void Emit(SourceWriter writer, JsonPart part, string modifiers)
    {
        Names(writer, part.Members.Select(member => member.Name));
        Write(writer, part, modifiers);
        writer.Line();
        Read(writer, part, modifiers);
    }

    public static void Names(SourceWriter writer, IEnumerable<string> names)
    {
        writer.Line($"private static readonly __Json::JsonNames __names = new({string.Join(", ", names.Select(SymbolNames.Literal))});");
        writer.Line();
    }

    /// <summary>A member's name as a literal, with what stands before it.</summary>
    public static string Head(char before, string name) => $"{SymbolNames.Literal($"{before}\"{JsonText.Escape(name)}\":")}u8";

    private static void Write(SourceWriter writer, JsonPart part, string modifiers)
    {
        var members = part.Members;
        writer.Open($"{modifiers} void Write(ref global::Waybill.JsonMessageWriter writer, {part.Model.SelfName} message)");
        if (members.Count == 0)
        {
            writer.Line("writer.BeginObject(\"{\"u8);");
        }

        for (var i = 0; i < members.Count; i++)
        {
            var name = members[i].Name;
            writer.Line(i == 0 ? $"writer.BeginObject({Head('{', name)});" : $"writer.WriteRaw({Head(',', name)});");
            writer.Line(JsonFieldCode.Write(members[i].Field));
        }

        writer.Line("writer.EndObject();");
        writer.Close();
    }

    private static void Read(SourceWriter writer, JsonPart part, string modifiers)
    {
        var model = part.Model;
        var fields = part.Members.Select(member => member.Field).ToList();
        writer.Open($"{modifiers} {model.SelfName} Read(ref global::Waybill.JsonMessageReader reader)");
        if (model.Construction.Problem is { } problem)
        {
            writer.Line($"throw reader.Error({SymbolNames.Literal(problem.TrimEnd('.'))});");
            writer.Close();
            return;
        }

        foreach (var field in fields)
        {
            writer.Line(JsonFieldCode.Declare(field));
        }

        writer.Line("var __member = reader.FirstMember(__names);");
        writer.Open("while (__member != __Json::JsonNames.End)");
        if (fields.Count == 0)
        {
            writer.Line("reader.Skip();");
        }
        else
        {
            Switch(writer, fields);
        }

        writer.Line("__member = reader.NextMember(__names, __member);");
        writer.Close();
        MessageReadEmitter.Construct(
            writer,
            model,
            field => JsonFieldCode.Result(field, part.Members.FirstOrDefault(member => member.Field == field).Name ?? field.Name),
            []
        );
        writer.Close();
    }

    private static void Switch(SourceWriter writer, List<FieldModel> fields)
    {
        writer.Open("switch (__member)");
        for (var i = 0; i < fields.Count; i++)
        {
            writer.Line($"case {i}:");
            writer.Line($"\t{JsonFieldCode.Read(fields[i])}");
            writer.Line("\tbreak;");
        }

        writer.Line("default:");
        writer.Line("\treader.Skip();");
        writer.Line("\tbreak;");
        writer.Close();
    }
}
