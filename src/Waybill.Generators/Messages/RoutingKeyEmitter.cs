using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Generators;

/// <summary>Writes a message's routing key as straight-line UTF-8 writes.</summary>
internal static class RoutingKeyEmitter
{
    public static void Emit(SourceWriter writer, MessageModel model)
    {
        var signature =
            $"static int {SerializerEmitter.Member(model, "WriteRoutingKey")}({model.SelfName} message, global::System.Span<byte> destination)";
        if (model.Key.Problem is { } problem)
        {
            writer.Line(signature + " =>");
            writer.Line($"\tthrow new global::Waybill.RoutingKeyException({SymbolNames.Literal(problem)});");
            return;
        }

        if (model.Key.Parts.Count == 0)
        {
            writer.Line(signature + " => 0;");
            return;
        }

        MarkCode.Attribute(writer, model.Marks);
        writer.Open(signature);
        writer.Line("var key = new global::Waybill.RoutingKeyWriter(destination);");
        foreach (var part in model.Key.Parts)
        {
            Part(writer, part);
        }

        writer.Line("return key.Length;");
        writer.Close();
    }

    private static void Part(SourceWriter writer, RoutingKeyPart part)
    {
        if (part.Member is null)
        {
            writer.Line($"key.WriteLiteral({SymbolNames.Literal(part.Text)}u8);");
            return;
        }

        if (part.EnumType is null)
        {
            writer.Line($"key.WriteWord({part.Member}, \"{part.Text}\");");
            return;
        }

        writer.Open($"key.WriteName({part.Member} switch");
        foreach (var member in part.EnumMembers)
        {
            writer.Line($"{part.EnumType}.{SymbolNames.Escape(member)} => \"{member}\",");
        }

        writer.Line("_ => null,");
        writer.Close($", \"{part.Text}\");");
    }
}
