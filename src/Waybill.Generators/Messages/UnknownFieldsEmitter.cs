using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Generators;

/// <summary>Writes what a message does with fields that it does not know: skips them, or keeps them in a property of its generated part.</summary>
internal static class UnknownFieldsEmitter
{
    private const string Property = "__UnknownFields";
    private const string Local = "unknownFields";

    /// <summary>The property. With an init accessor, since a struct may be read-only.</summary>
    public static void Emit(SourceWriter writer, MessageModel model)
    {
        if (IsKept(model))
        {
            writer.Line();
            writer.Line($"private __Waybill::UnknownFields {Property} {{ get; init; }}");
        }
    }

    public static string? Attribute(MessageModel model) =>
        model.Unknown == UnknownFieldsKind.KeptInStruct
            ? "[global::System.Runtime.InteropServices.StructLayout(global::System.Runtime.InteropServices.LayoutKind.Auto)]"
            : null;

    public static IEnumerable<string> SizeBound(MessageModel model) => IsKept(model) ? [$"message.{Property}.Length"] : [];

    public static void Write(SourceWriter writer, MessageModel model)
    {
        if (IsKept(model))
        {
            writer.Line($"writer.WriteUnknown(message.{Property});");
        }
    }

    public static void Declare(SourceWriter writer, MessageModel model)
    {
        if (IsKept(model))
        {
            writer.Line($"__Waybill::UnknownFields {Local} = default;");
        }
    }

    /// <summary>The statement for a field that the message does not know.</summary>
    public static string Read(MessageModel model) =>
        IsKept(model)
            ? $"reader.KeepUnknown<{SerializerEmitter.Arguments(model)}>(tag, ref {Local});"
            : $"reader.SkipUnknown<{SerializerEmitter.Arguments(model)}>(tag);";

    public static IEnumerable<string> Initializer(MessageModel model) => IsKept(model) ? [$"{Property} = {Local},"] : [];

    private static bool IsKept(MessageModel model) => model.Unknown != UnknownFieldsKind.Skipped;
}
