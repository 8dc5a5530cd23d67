using Microsoft.CodeAnalysis.Text;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Generators;

/// <summary>Writes the struct that reads and writes a type which does not do so itself.</summary>
internal static class ShapeEmitter
{
    /// <summary>A file with the struct of a type of somebody else's.</summary>
    public static SourceText EmitFile(MessageModel model, JsonNaming naming)
    {
        var writer = new SourceWriter().Header();
        MarkCode.Pragma(writer, model.Marks);
        SerializerEmitter.Usings(writer, model);
        writer.Line();
        SchemaEmitter.Emit(writer, model, naming);
        writer.Line("namespace Waybill.Generated;");
        writer.Line();
        Emit(writer, model, "internal readonly partial");
        return writer.ToSourceText();
    }

    /// <summary>The struct's name where it is declared.</summary>
    public static string Name(MessageModel model) => model.Shape!.Substring(model.Shape.LastIndexOf('.') + 1);

    public static void Emit(SourceWriter writer, MessageModel model, string modifiers)
    {
        writer.Open($"{modifiers} struct {Name(model)} : __Waybill::IMessageShape<{model.SelfName}>");
        SerializerEmitter.Emit(writer, model);
        writer.Close();
    }
}
