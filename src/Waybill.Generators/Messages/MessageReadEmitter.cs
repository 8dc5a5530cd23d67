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
        MessageEmitter.Attributes(writer, model);
        var parameter = model.Construction.Problem is null ? "input" : "reader";
        writer.Open($"static {model.SelfName} {MessageEmitter.Member(model, "Read")}(ref global::Waybill.ProtoReader {parameter})");
        if (model.Construction.Problem is { } problem)
        {
            writer.Line($"throw reader.Error({SymbolNames.Literal(problem.TrimEnd('.'))});");
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

        writer.Line("var reader = input; // a local copy stays in registers");
        writer.Open("while (reader.TryReadTag(out var tag))");
        if (fields.Count == 0)
        {
            writer.Line(SkipCall(model));
        }
        else
        {
            Switch(writer, model, fields);
        }

        writer.Close();
        Construct(writer, model, FieldCode.Result);
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
        writer.Line($"    {SkipCall(model)}");
        writer.Line("    break;");
        writer.Close();
    }

    private static string SkipCall(MessageModel model) => $"reader.SkipUnknown<{model.SelfName}>(tag);";

    /// <summary>Writes what makes the object of the locals.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="model">The message.</param>
    /// <param name="result">A field's value when all was read.</param>
    public static void Construct(SourceWriter writer, MessageModel model, Func<FieldModel, string> result)
    {
        var arguments = string.Join(", ", model.Construction.Arguments.Select(argument => Argument(model, argument, result)));
        var creation = $"return new {model.SelfName}({arguments})";
        if (model.Construction.Initialized.Count == 0)
        {
            writer.Line(creation + ";");
            return;
        }

        writer.Open(creation);
        foreach (var name in model.Construction.Initialized)
        {
            var field = model.Field(name);
            writer.Line($"{field.Member} = {result(field)},");
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
