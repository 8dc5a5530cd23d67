using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;
using Waybill.Schemas;

namespace Waybill.Generators;

/// <summary>Writes the attribute by which an assembly carries a message's schema.</summary>
internal static class SchemaEmitter
{
    public static void Emit(SourceWriter writer, MessageModel model, JsonNaming naming)
    {
        var messages = model.WithCases.ToList();
        writer.RawText(
            "[assembly: __Waybill::WaybillSchema(",
            SchemaText.Write(messages.Select(message => MessageSchemas.Of(message, naming)), messages.SelectMany(MessageSchemas.Enums)),
            ")]"
        );
        writer.Line();
    }
}
