using System.Globalization;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Generators;

/// <summary>
/// Writes a message's reader: locals for the fields, a loop over tags in which each field looks for the next one's tag first (in order, the loop
/// decodes no second tag), and the object at the end. A line holds all of a field, as in a table.
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

        // A local copy stays in registers.
        writer.Line("var reader = input;");
        writer.Open("while (reader.TryReadTag(out var tag)) switch (tag)");
        Cases(writer, model, fields);
        writer.Close();
        Construct(writer, model, FieldCode.Result, UnknownFieldsEmitter.Initializer(model));
    }

    private static void Cases(SourceWriter writer, MessageModel model, List<FieldModel> fields)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            var next = i + 1 < fields.Count ? FieldCode.Tag(fields[i + 1]).ToString(CultureInfo.InvariantCulture) : null;
            var goOn = next is null ? "" : $" if (reader.TryTag({next})) goto case {next};";
            if (FieldCode.UnpackedTag(fields[i]) is { } unpacked)
            {
                writer.Line($"case {unpacked}: // not packed");
            }

            writer.Line($"case {FieldCode.Tag(fields[i])}: {FieldCode.Read(fields[i])}{goOn} break;");
        }

        writer.Line($"default: {UnknownFieldsEmitter.Read(model)} break;");
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
