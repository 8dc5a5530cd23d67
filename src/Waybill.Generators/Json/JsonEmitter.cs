using Microsoft.CodeAnalysis.Text;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;
using Waybill.Wire;

namespace Waybill.Generators;

/// <summary>Writes the part of a message type that holds its JSON: a private class within it, which reaches what the type's own code reaches.</summary>
internal static class JsonEmitter
{
    /// <summary>
    /// The source; null where two members would have one name, for System.Text.Json reads names whatever their case, and where a member has no form in JSON: unions and
    /// types of others have none.
    /// </summary>
    public static SourceText? Emit(MessageModel model, JsonNaming naming)
    {
        if (model.Cases is not null || model.Fields.Any(field => field.Value is { IsShaped: true }))
        {
            return null;
        }

        var members = model
            .Json.Select(member => (Field: model.Field(member.Field), member.Name))
            .Where(member => member.Field.Value is not null)
            .Select(member => (member.Field, Name: member.Name ?? JsonMemberName.Of(member.Field.Name, naming)))
            .ToList();
        if (members.Select(member => member.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count() != members.Count)
        {
            return null;
        }

        var writer = new SourceWriter().Header();
        MarkCode.Pragma(writer, model.Marks, "A message may carry obsolete members.");
        writer.Line("using __Waybill = global::Waybill.Generated;");
        writer.Line("using __Json = global::Waybill.Generated.Json;");
        writer.Line();
        var blocks = model.Type.Open(writer, "");
        var type = $"global::Waybill.JsonMessageSerializer<{model.SelfName}>";
        writer.Line($"static {type}? {SerializerEmitter.Member(model, "Json")} => __WaybillJson.Instance;");
        writer.Line();
        MarkCode.Attribute(writer, model.Marks);
        writer.Open($"private sealed class __WaybillJson : {type}");
        writer.Line("public static readonly __WaybillJson Instance = new();");
        writer.Line();
        writer.Line(
            $"private static readonly __Json::JsonNames __names = new({string.Join(", ", members.Select(m => SymbolNames.Literal(m.Name)))});"
        );
        writer.Line();
        Nested(writer, members.Select(member => member.Field));
        Write(writer, model, members);
        writer.Line();
        Read(writer, model, [.. members.Select(member => member.Field)]);
        for (var i = 0; i <= blocks; i++)
        {
            writer.Close();
        }

        return writer.ToSourceText();
    }

    private static void Nested(SourceWriter writer, IEnumerable<FieldModel> fields)
    {
        var types = fields
            .Where(field => field.Value!.Kind == ValueKind.Message)
            .Select(field => (field.Value!.Conversion?.Wire ?? field.Value).Type)
            .Distinct()
            .ToList();
        if (types.Count == 0)
        {
            return;
        }

        writer.Line("public override global::System.Collections.Generic.IReadOnlyList<global::Waybill.NestedJson> Nested =>");
        writer.Line($"    [{string.Join(", ", types.Select(type => $"global::Waybill.NestedJson.Of<{type}>()"))}];");
        writer.Line();
    }

    private static void Write(SourceWriter writer, MessageModel model, List<(FieldModel Field, string Name)> members)
    {
        writer.Open($"public override void Write(ref global::Waybill.JsonMessageWriter writer, {model.SelfName} message)");
        if (members.Count == 0)
        {
            writer.Line("writer.BeginObject(\"{\"u8);");
        }

        for (var i = 0; i < members.Count; i++)
        {
            var name = $"\"{JsonText.Escape(members[i].Name)}\":";
            writer.Line(
                i == 0
                    ? $"writer.BeginObject({SymbolNames.Literal("{" + name)}u8);"
                    : $"writer.WriteRaw({SymbolNames.Literal("," + name)}u8);"
            );
            writer.Line(JsonFieldCode.Write(members[i].Field));
        }

        writer.Line("writer.EndObject();");
        writer.Close();
    }

    private static void Read(SourceWriter writer, MessageModel model, List<FieldModel> fields)
    {
        writer.Open($"public override {model.SelfName} Read(ref global::Waybill.JsonMessageReader reader)");
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
        MessageReadEmitter.Construct(writer, model, JsonFieldCode.Result, []);
        writer.Close();
    }

    private static void Switch(SourceWriter writer, List<FieldModel> fields)
    {
        writer.Open("switch (__member)");
        for (var i = 0; i < fields.Count; i++)
        {
            writer.Line($"case {i}:");
            writer.Line($"    {JsonFieldCode.Read(fields[i])}");
            writer.Line("    break;");
        }

        writer.Line("default:");
        writer.Line("    reader.Skip();");
        writer.Line("    break;");
        writer.Close();
    }
}
