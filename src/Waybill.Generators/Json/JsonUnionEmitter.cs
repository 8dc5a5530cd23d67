using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Generators;

/// <summary>Writes the methods that write and read a union: an object of one member, which is named as the case is, and holds it.</summary>
internal static class JsonUnionEmitter
{
    public static void Emit(SourceWriter writer, MessageModel model, IReadOnlyList<JsonPart> cases, IReadOnlyList<string> names)
    {
        JsonObjectEmitter.Names(writer, names);
        Write(writer, model, cases, names);
        writer.Line();
        Read(writer, model, cases);
        for (var i = 0; i < cases.Count; i++)
        {
            writer.Line();
            writer.Open($"private static class {Case(i)}");
            JsonObjectEmitter.Emit(writer, cases[i], "public static");
            writer.Close();
        }
    }

    private static string Case(int index) => $"__Case{index}";

    private static void Write(SourceWriter writer, MessageModel model, IReadOnlyList<JsonPart> cases, IReadOnlyList<string> names)
    {
        writer.Open($"public override void Write(ref global::Waybill.JsonMessageWriter writer, {model.SelfName} message)");
        writer.Open("switch (message)");
        for (var i = 0; i < cases.Count; i++)
        {
            writer.Line($"case {cases[i].Model.SelfName} value:");
            writer.Line($"\twriter.BeginObject({JsonObjectEmitter.Head('{', names[i])});");
            writer.Line($"\t{Case(i)}.Write(ref writer, value);");
            writer.Line("\tbreak;");
        }

        writer.Line("default:");
        writer.Line("\tthrow __Waybill::UnionCase.Unknown(message);");
        writer.Close();
        writer.Line("writer.EndObject();");
        writer.Close();
    }

    private static void Read(SourceWriter writer, MessageModel model, IReadOnlyList<JsonPart> cases)
    {
        writer.Open($"public override {model.SelfName} Read(ref global::Waybill.JsonMessageReader reader)");
        writer.Line($"{model.SelfName}? message = null;");
        writer.Line("var __member = reader.FirstMember(__names);");
        writer.Open("while (__member != __Json::JsonNames.End)");
        writer.Line("message = __member switch");
        writer.Line("{");
        for (var i = 0; i < cases.Count; i++)
        {
            writer.Line($"\t{i} => {Case(i)}.Read(ref reader),");
        }

        writer.Line("\t_ => throw reader.UnknownCase(),");
        writer.Line("};");
        writer.Line("__member = reader.NextMember(__names, __member);");
        writer.Close();
        writer.Line("return message ?? throw reader.NoCase();");
        writer.Close();
    }
}
