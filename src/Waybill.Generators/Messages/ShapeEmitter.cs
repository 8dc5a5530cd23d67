using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Generators;

/// <summary>Writes the struct that reads and writes a type which does not do so itself.</summary>
internal static class ShapeEmitter
{
    public static void Emit(SourceWriter writer, MessageModel model, string accessibility)
    {
        var name = model.Shape!.Substring(model.Shape.LastIndexOf('.') + 1);
        writer.Open($"{accessibility} readonly struct {name} : __Waybill::IMessageShape<{model.SelfName}>");
        SerializerEmitter.Emit(writer, model);
        writer.Close();
    }
}
