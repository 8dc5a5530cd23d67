using Waybill.Schemas;

namespace Waybill.Cli.Output;

/// <summary>A field's type in words.</summary>
internal static class TypeText
{
    public static string Of(FieldSchema field) =>
        field.Label switch
        {
            FieldLabel.Map => $"map<{field.Key}{Format(field.KeyFormat)}, {field.Type}>",
            FieldLabel.Repeated => $"repeated {field.Type}",
            FieldLabel.Optional => $"optional {field.Type}",
            _ => field.Type,
        }
        + Format(field.Format)
        + (field.Default is null ? "" : $", default {(field.IsSensitive ? "hidden" : field.Default)}")
        + (field.OneOf is null ? "" : $" of {field.OneOf}")
        + (field.IsSensitive ? ", sensitive" : "");

    private static string Format(string? format) => format is null ? "" : $" ({format})";
}
