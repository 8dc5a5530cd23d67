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
        MarkCode.Pragma(writer, model.Marks);
        SerializerEmitter.Usings(writer, model);
        writer.Line();
        SchemaEmitter.Emit(writer, model, naming);
        var blocks = model.Type.Open(writer, $" : global::Waybill.IMessage<{model.SelfName}>", UnknownFieldsEmitter.Attribute(model));
        SerializerEmitter.Emit(writer, model);
        writer.Line();
        RoutingKeyEmitter.Emit(writer, model);
        UnknownFieldsEmitter.Emit(writer, model);
        foreach (var @case in model.Cases ?? default)
        {
            writer.Line();
            ShapeEmitter.Emit(writer, @case, "private readonly");
        }

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
