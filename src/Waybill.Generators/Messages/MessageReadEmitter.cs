using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Generators;

/// <summary>
/// Writes a message's reader: locals for the fields, a loop over tags in which each field looks for the next one's tag first (in order, the loop
/// decodes no second tag), and the object at the end.
/// </summary>
internal static class MessageReadEmitter
{
    public static void Emit(SourceWriter writer, MessageModel model)
    {
        SerializerEmitter.Attributes(writer, model);
        writer.Open($"static {model.SelfName} {SerializerEmitter.Member(model, "Read")}(ref global::Waybill.ProtoReader input)");
        if (model.Construction.Problem is { } problem)
        {
            writer.Line($"throw input.Error({SymbolNames.Literal(problem.TrimEnd('.'))});");
        }
        else
        {
            Body(writer, model);
        }

        writer.Close();
    }

    private static void Body(SourceWriter writer, MessageModel model)
    {
        var fields = model.Fields.Where(field => field.Value is not null).ToList();
        foreach (var field in fields)
        {
            writer.Line(FieldCode.Declare(field));
        }

        UnknownFieldsEmitter.Declare(writer, model);
        writer.Line("var reader = input; // a local copy stays in registers");
        writer.Open("while (reader.TryReadTag(out var tag))");
        if (fields.Count == 0)
        {
            writer.Line(UnknownFieldsEmitter.Read(model));
        }
        else
        {
            Switch(writer, model, fields);
        }

        writer.Close();
        Construct(writer, model, FieldCode.Result, UnknownFieldsEmitter.Initializer(model));
    }

    private static void Switch(SourceWriter writer, MessageModel model, List<FieldModel> fields)
    {
        writer.Open("switch (tag)");
        for (var i = 0; i < fields.Count; i++)
        {
            writer.Line($"case {FieldCode.Tag(fields[i])}: // {fields[i].Name}");
            if (FieldCode.UnpackedTag(fields[i]) is { } unpacked)
            {
                writer.Line($"case {unpacked}: // {fields[i].Name}, not packed");
            }

            writer.Line($"    {FieldCode.Read(fields[i])}");
            if (i + 1 < fields.Count)
            {
                var next = FieldCode.Tag(fields[i + 1]);
                writer.Line($"    if (reader.TryTag({next})) goto case {next};");
            }

            writer.Line("    break;");
        }

        writer.Line("default:");
        writer.Line($"    {UnknownFieldsEmitter.Read(model)}");
        writer.Line("    break;");
        writer.Close();
    }

    /// <summary>Writes what makes the object of the locals.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="model">The message.</param>
    /// <param name="result">A field's value when all was read.</param>
    /// <param name="unknownFields">What sets the fields that were kept, where there are any.</param>
    public static void Construct(
        SourceWriter writer,
        MessageModel model,
        Func<FieldModel, string> result,
        IEnumerable<string> unknownFields
    )
    {
        var arguments = string.Join(", ", model.Construction.Arguments.Select(argument => Argument(model, argument, result)));
        var creation = $"return new {model.SelfName}({arguments})";
        var initializers = model
            .Construction.Initialized.Select(model.Field)
            .Select(field => $"{field.Member} = {result(field)},")
            .Concat(unknownFields)
            .ToList();
        if (initializers.Count == 0)
        {
            writer.Line(creation + ";");
            return;
        }

        writer.Open(creation);
        foreach (var initializer in initializers)
        {
            writer.Line(initializer);
        }

        writer.Close(";");
    }

    /// <summary>By position, for constructors may differ in their parameters' order alone. What has no type is told apart by its name.</summary>
    private static string Argument(MessageModel model, ArgumentModel argument, Func<FieldModel, string> result)
    {
        if (argument.Field is not { } name)
        {
            return argument.Constant!;
        }

        var field = model.Field(name);
        return field.Value is null ? $"{argument.Parameter}: {result(field)}" : result(field);
    }
}
