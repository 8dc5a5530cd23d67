using System.Globalization;
using Microsoft.CodeAnalysis.Text;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;
using Waybill.Schemas;
using Waybill.Wire;

namespace Waybill.Generators;

/// <summary>Writes the second part of a message type: explicit implementations of IMessage&lt;TSelf&gt;, so that nothing shows on the type itself.</summary>
internal static class MessageEmitter
{
    public static SourceText Emit(MessageModel model, JsonNaming naming)
    {
        var writer = new SourceWriter().Header();
        MarkCode.Pragma(writer, model.Marks, "A message may carry obsolete members.");
        if (ContainsMessages(model))
        {
            writer.Line("using __MethodImpl = global::System.Runtime.CompilerServices.MethodImplAttribute;");
        }

        writer.Line("using __Waybill = global::Waybill.Generated;");
        writer.Line();
        writer.RawText(
            "[assembly: __Waybill::WaybillSchema(",
            SchemaText.Write(MessageSchemas.Of(model, naming), MessageSchemas.Enums(model)),
            ")]"
        );
        writer.Line();
        var blocks = model.Type.Open(writer, $" : global::Waybill.IMessage<{model.SelfName}>");
        Descriptor(writer, model);
        writer.Line();
        SizeBound(writer, model);
        writer.Line();
        Write(writer, model);
        writer.Line();
        MessageReadEmitter.Emit(writer, model);
        writer.Line();
        RoutingKeyEmitter.Emit(writer, model);
        if (model.DerivesFromMessage)
        {
            Disambiguate(writer, model);
        }

        for (var i = 0; i < blocks; i++)
        {
            writer.Close();
        }

        return writer.ToSourceText();
    }

    /// <summary>The name of an explicitly implemented member.</summary>
    public static string Member(MessageModel model, string name) => $"global::Waybill.IMessage<{model.SelfName}>.{name}";

    /// <summary>
    /// What stands before the methods that visit every field. With their messages' methods inlined, and those of the messages within these, they would grow past
    /// what the JIT is willing to inline; then it calls, for each field, what makes them fast.
    /// </summary>
    public static void Attributes(SourceWriter writer, MessageModel model)
    {
        MarkCode.Attribute(writer, model.Marks);
        if (ContainsMessages(model))
        {
            writer.Line("[__MethodImpl(8)] // NoInlining");
        }
    }

    private static bool ContainsMessages(MessageModel model) => model.Fields.Any(field => field.Value?.Kind == ValueKind.Message);

    private static void Descriptor(SourceWriter writer, MessageModel model)
    {
        writer.Open($"static global::Waybill.MessageDescriptor {Member(model, "Descriptor")} {{ get; }} = new()");
        writer.Line($"Name = {SymbolNames.Literal(model.Name)},");
        if (model.Exchange is { } exchange)
        {
            writer.Line($"Exchange = {SymbolNames.Literal(exchange)},");
        }

        if (model.RoutingKey.Length != 0)
        {
            writer.Line($"RoutingKey = {SymbolNames.Literal(model.RoutingKey)},");
        }

        if (model.Durability is { } durability)
        {
            writer.Line($"Durability = global::Waybill.Durability.{durability},");
        }

        if (model.Mandatory)
        {
            writer.Line("Mandatory = true,");
        }

        writer.Line($"Schema = 0x{model.Schema.ToString("X16", CultureInfo.InvariantCulture)},");
        writer.Line(
            $"Fields = {SymbolNames.Literal(FieldNames.Write(model.Fields.Where(field => field.Number > 0).Select(field => (field.Number, field.Name))))},"
        );
        writer.Close(";");
    }

    private static void SizeBound(SourceWriter writer, MessageModel model)
    {
        Attributes(writer, model);
        writer.Line($"static int {Member(model, "GetSizeBound")}({model.SelfName} message, int depth) =>");
        var terms = model.Fields.Where(field => field.Value is not null).Select(FieldCode.SizeBound).ToList();
        if (terms.Count == 0)
        {
            writer.Line("    0;");
            return;
        }

        writer.Line("    checked(");
        for (var i = 0; i < terms.Count; i++)
        {
            writer.Line($"        {(i == 0 ? "" : "+ ")}{terms[i]}");
        }

        writer.Line("    );");
    }

    private static void Write(SourceWriter writer, MessageModel model)
    {
        Attributes(writer, model);
        writer.Open($"static void {Member(model, "Write")}(ref global::Waybill.ProtoWriter output, {model.SelfName} message)");
        writer.Line("var writer = output; // a local copy stays in registers");
        foreach (var field in model.Fields.Where(field => field.Value is not null))
        {
            writer.Line(FieldCode.Write(field));
        }

        writer.Line("output = writer;");

        writer.Close();
    }

    /// <summary>
    /// A base type that is a message brings its own defaults for IMessage, and the compiler would not choose. That the base is not sealed is the one mistake.
    /// </summary>
    private static void Disambiguate(SourceWriter writer, MessageModel model)
    {
        Forward(writer, model, "global::Waybill.MessageDescriptor", "GetDescriptor", "", "Descriptor");
        Forward(writer, model, "int", "GetSizeBound", "", "GetSizeBound(message)");
        Forward(writer, model, "void", "WriteTo", "ref global::Waybill.ProtoWriter writer", "Write(ref writer, message)");
        Forward(writer, model, "global::Waybill.JsonMessageSerializer?", "GetJson", "", "Json");
        Forward(writer, model, "int", "WriteRoutingKey", "global::System.Span<byte> destination", "WriteRoutingKey(message, destination)");
    }

    /// <summary>A static member of an interface is reached through a type parameter only.</summary>
    private static void Forward(SourceWriter writer, MessageModel model, string type, string member, string parameter, string call)
    {
        var argument =
            parameter.Length == 0
                ? ""
                : $", {(parameter.StartsWith("ref ", StringComparison.Ordinal) ? "ref " : "")}{parameter.Split(' ').Last()}";
        var comma = parameter.Length == 0 ? "" : ", ";
        writer.Line();
        writer.Open($"{type} global::Waybill.IMessage.{member}({parameter})");
        writer.Line($"{(type == "void" ? "" : "return ")}Call(this{argument});");
        writer.Line($"static {type} Call<T>(T message{comma}{parameter}) where T : global::Waybill.IMessage<T> => T.{call};");
        writer.Close();
    }
}
