using System.Globalization;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;
using Waybill.Wire;

namespace Waybill.Generators;

/// <summary>Writes the members that read and write a type, of the type itself or of the struct that does it for another.</summary>
internal static class SerializerEmitter
{
    private const int MostInlined = 4;

    public static void Emit(SourceWriter writer, MessageModel model)
    {
        Descriptor(writer, model);
        writer.Line();
        if (model.Cases is not null)
        {
            UnionEmitter.Emit(writer, model);
            return;
        }

        SizeBound(writer, model);
        writer.Line();
        Write(writer, model);
        writer.Line();
        MessageReadEmitter.Emit(writer, model);
    }

    /// <summary>The name of an explicitly implemented member.</summary>
    public static string Member(MessageModel model, string name) =>
        model.Shape is null
            ? $"global::Waybill.IMessage<{model.SelfName}>.{name}"
            : $"global::Waybill.Generated.IMessageShape<{model.SelfName}>.{name}";

    /// <summary>The type arguments of a method of the reader that is told which message it reads.</summary>
    public static string Arguments(MessageModel model) => model.Shape is null ? model.SelfName : $"{model.Shape}, {model.SelfName}";

    /// <summary>The aliases that the members need.</summary>
    public static void Usings(SourceWriter writer, MessageModel model)
    {
        if (model.WithCases.Any(message => Inlining(message) is not null))
        {
            writer.Line("using __MethodImpl = global::System.Runtime.CompilerServices.MethodImplAttribute;");
        }

        writer.Line("using __Size = global::Waybill.Generated.ProtoSize;");
        writer.Line("using __Waybill = global::Waybill.Generated;");
    }

    /// <summary>What stands before the methods that visit every field.</summary>
    public static void Attributes(SourceWriter writer, MessageModel model)
    {
        MarkCode.Attribute(writer, model.Marks);
        if (Inlining(model) is { } inlining)
        {
            writer.Line($"[__MethodImpl({inlining})]");
        }
    }

    /// <summary>
    /// With their messages' methods inlined, and those of the messages within these, the methods of a message that holds others would grow past what the JIT is willing to
    /// inline; then it calls, for each field, what makes them fast. A small message without others is inlined into the one that holds it: reader and writer, which are
    /// values, go there and back through memory otherwise, and that takes as long as a field does.
    /// </summary>
    /// <returns>What MethodImplOptions stand before the methods; null for none.</returns>
    private static string? Inlining(MessageModel model)
    {
        var fields = model.Fields.Where(field => field.Value is not null).ToList();
        return fields.Any(field => field.Value!.Kind == ValueKind.Message) ? "8 /* NoInlining */"
            : fields.Count <= MostInlined && fields.All(field => field.Collection == CollectionKind.None) && model.Cases is null
                ? "256 /* AggressiveInlining */"
            : null;
    }

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

        if (model.IsSensitive)
        {
            writer.Line("IsSensitive = true,");
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
        var terms = model
            .Fields.Where(field => field.Value is not null)
            .Select(FieldCode.SizeBound)
            .Concat(UnknownFieldsEmitter.SizeBound(model))
            .Concat(model.IsOpen ? ["__Size.OfExactly(message)"] : [])
            .ToList();
        var head = $"static int {Member(model, "GetSizeBound")}({model.SelfName} message, int depth) =>";
        if (terms.Count == 0)
        {
            writer.Line($"{head} 0;");
            return;
        }

        writer.Line($"{head} checked(");
        for (var i = 0; i < terms.Count; i++)
        {
            writer.Line($"\t{(i == 0 ? "" : "+ ")}{terms[i]}");
        }

        writer.Line(");");
    }

    private static void Write(SourceWriter writer, MessageModel model)
    {
        Attributes(writer, model);
        writer.Open($"static void {Member(model, "Write")}(ref global::Waybill.ProtoWriter output, {model.SelfName} message)");

        // A local copy stays in registers.
        writer.Line("var writer = output;");
        foreach (var field in model.Fields.Where(field => field.Value is not null))
        {
            writer.Line(FieldCode.Write(field));
        }

        UnknownFieldsEmitter.Write(writer, model);
        writer.Line("output = writer;");
        writer.Close();
    }
}
