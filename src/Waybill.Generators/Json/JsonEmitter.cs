using Microsoft.CodeAnalysis.Text;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;
using Waybill.Wire;

namespace Waybill.Generators;

/// <summary>
/// Writes the part of a message type that holds its JSON: a private class within it, which reaches what the type's own code reaches. That of a type of somebody else's lies
/// in the struct that reads and writes it.
/// </summary>
internal static class JsonEmitter
{
    /// <summary>The source; null where two members would have one name, and for what is wrong (WB1001) so that what the compiler says of the file would only hide it.</summary>
    public static SourceText? Emit(MessageModel model, JsonNaming naming)
    {
        if (model.DerivesFromMessage || model.Cases is { Count: 0 })
        {
            return null;
        }

        var cases = (model.Cases ?? default)
            .Select(@case => (Case: @case, Name: CaseName(model, @case)))
            .Where(pair => pair.Name is not null)
            .ToList();
        var parts = (model.Cases is null ? [model] : cases.Select(pair => pair.Case)).Select(part => new JsonPart(part, naming)).ToList();
        var names = cases.Select(pair => JsonMemberName.Of(pair.Name!, naming)).ToList();
        if (!parts.All(part => part.HasJson) || JsonMemberNames.Alike(JsonMemberNames.Of(model, naming)) is not null)
        {
            return null;
        }

        var writer = new SourceWriter().Header();
        MarkCode.Pragma(writer, model.Marks);
        writer.Line("using __Waybill = global::Waybill.Generated;");
        writer.Line("using __Json = global::Waybill.Generated.Json;");
        writer.Line();
        var blocks = Open(writer, model);
        var type = (model.Shape is null ? "global::Waybill.JsonMessageSerializer" : "__Json::JsonShapeSerializer") + $"<{model.SelfName}>";
        writer.Line($"static {type}? {SerializerEmitter.Member(model, "Json")} => __WaybillJson.Instance;");
        writer.Line();
        MarkCode.Attribute(writer, model.Marks);
        writer.Open($"private sealed class __WaybillJson : {type}");
        writer.Line("public static readonly __WaybillJson Instance = new();");
        writer.Line();
        Nested(writer, parts);
        if (model.Cases is null)
        {
            JsonObjectEmitter.Emit(writer, parts[0], "public override");
        }
        else
        {
            JsonUnionEmitter.Emit(writer, model, parts, names);
        }

        for (var i = 0; i <= blocks; i++)
        {
            writer.Close();
        }

        return writer.ToSourceText();
    }

    /// <returns>How many blocks were opened.</returns>
    private static int Open(SourceWriter writer, MessageModel model)
    {
        if (model.Shape is null)
        {
            return model.Type.Open(writer, "");
        }

        writer.Line("namespace Waybill.Generated;");
        writer.Line();
        writer.Open($"partial struct {ShapeEmitter.Name(model)}");
        return 1;
    }

    /// <summary>A case's name; null for one whose number cannot be used, which an analyzer reports.</summary>
    private static string? CaseName(MessageModel union, MessageModel @case) =>
        union.Fields.FirstOrDefault(field => field.Value?.Type == @case.SelfName)?.Name;

    private static void Nested(SourceWriter writer, IEnumerable<JsonPart> parts)
    {
        var types = parts
            .SelectMany(part => part.Members)
            .Select(member => member.Field.Value!.Conversion?.Wire ?? member.Field.Value)
            .Where(value => value.Kind == ValueKind.Message)
            .Select(value => value.Shape is null ? value.Type : $"{value.Shape}, {value.Type}")
            .Distinct()
            .ToList();
        if (types.Count == 0)
        {
            return;
        }

        writer.Line("public override global::System.Collections.Generic.IReadOnlyList<global::Waybill.NestedJson> Nested =>");
        writer.Line($"\t[{string.Join(", ", types.Select(type => $"global::Waybill.NestedJson.Of<{type}>()"))}];");
        writer.Line();
    }
}
