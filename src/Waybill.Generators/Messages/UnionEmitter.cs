using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Generators;

/// <summary>Writes how a union is read and written: as the one field that its case is.</summary>
internal static class UnionEmitter
{
    public static void Emit(SourceWriter writer, MessageModel model)
    {
        var cases = model.Fields.Where(field => field.Value is not null).ToList();
        SizeBound(writer, model, cases);
        writer.Line();
        Write(writer, model, cases);
        writer.Line();
        Read(writer, model, cases);
    }

    private static void SizeBound(SourceWriter writer, MessageModel model, List<FieldModel> cases)
    {
        MarkCode.Attribute(writer, model.Marks);
        writer.Line($"static int {SerializerEmitter.Member(model, "GetSizeBound")}({model.SelfName} message, int depth) =>");
        writer.Line("\tmessage switch");
        writer.Line("\t{");
        foreach (var field in cases)
        {
            writer.Line($"\t\t{field.Value!.Type} value => {FieldCode.SizeBound(field, "value")},");
        }

        writer.Line("\t\t_ => throw __Waybill::UnionCase.Unknown(message),");
        writer.Line("\t};");
    }

    private static void Write(SourceWriter writer, MessageModel model, List<FieldModel> cases)
    {
        MarkCode.Attribute(writer, model.Marks);
        writer.Open(
            $"static void {SerializerEmitter.Member(model, "Write")}(ref global::Waybill.ProtoWriter writer, {model.SelfName} message)"
        );
        writer.Open("switch (message)");
        foreach (var field in cases)
        {
            writer.Line($"case {field.Value!.Type} value:");
            writer.Line($"\t{FieldCode.Write(field, "value")}");
            writer.Line("\tbreak;");
        }

        writer.Line("default:");
        writer.Line("\tthrow __Waybill::UnionCase.Unknown(message);");
        writer.Close();
        writer.Close();
    }

    /// <summary>The last case on the wire is the one that is set; another one than these is a newer producer's.</summary>
    private static void Read(SourceWriter writer, MessageModel model, List<FieldModel> cases)
    {
        MarkCode.Attribute(writer, model.Marks);
        writer.Open($"static {model.SelfName} {SerializerEmitter.Member(model, "Read")}(ref global::Waybill.ProtoReader reader)");
        writer.Line($"{model.SelfName}? message = null;");
        writer.Open("while (reader.TryReadTag(out var tag))");
        writer.Open("switch (tag)");
        foreach (var field in cases)
        {
            writer.Line($"case {FieldCode.Tag(field)}: // {field.Name}");
            writer.Line($"\tmessage = {FieldCode.ReadValue(field)};");
            writer.Line("\tbreak;");
        }

        writer.Line("default:");
        writer.Line($"\tthrow reader.UnknownCase<{model.SelfName}>(tag);");
        writer.Close();
        writer.Close();
        writer.Line($"return message ?? throw reader.NoCase<{model.SelfName}>();");
        writer.Close();
    }
}
