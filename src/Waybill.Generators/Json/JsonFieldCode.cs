using Waybill.Roslyn.Parsing;

namespace Waybill.Generators;

/// <summary>The C# statements that write and read one field as JSON. Its codecs have the names of the wire's.</summary>
internal static class JsonFieldCode
{
    public static string Write(FieldModel field) =>
        field.Collection switch
        {
            CollectionKind.None when field.MayBeNull => $"writer.WriteOptional<{Argument(field.Value!)}>(message.{field.Member});",
            CollectionKind.None => $"{Codec(field.Value!)}.Write(ref writer, message.{field.Member});",
            _ when field.Key is not null => $"writer.WriteMap<{KeyArgument(field.Key)}, {Argument(field.Value!)}>(message.{field.Member});",
            _ => $"writer.WriteArray<{Argument(field.Value!)}>(message.{field.Member});",
        };

    /// <summary>The statement that reads the field when its name was taken.</summary>
    public static string Read(FieldModel field) =>
        field.Collection switch
        {
            // Without a type, null would be an empty array, and so empty memory.
            CollectionKind.None when field.MayBeNull =>
                $"{field.Local} = reader.TryReadNull() ? ({field.Value!.Type}?)null : {Codec(field.Value)}.Read(ref reader);",
            CollectionKind.None when FieldCode.IsHeld(field) => $"{field.Local}.Set({Codec(field.Value!)}.Read(ref reader));",
            CollectionKind.None => $"{field.Local} = {Codec(field.Value!)}.Read(ref reader);",
            _ when field.Key is not null =>
                $"{field.Local} = reader.TryReadNull() ? default : reader.ReadMap<{KeyArgument(field.Key)}, {Argument(field.Value!)}>();",
            _ => OrNull(field, $"reader.Read{Read(field.Collection)}<{Argument(field.Value!)}>()"),
        };

    /// <summary>The declaration of the local variable that holds the field while it is read.</summary>
    public static string Declare(FieldModel field) =>
        IsItems(field) ? $"{ItemsType(field)}? {field.Local} = null;" : FieldCode.Declare(field);

    /// <summary>The field's value when all was read.</summary>
    /// <param name="field">The field.</param>
    /// <param name="name">Its name in JSON.</param>
    public static string Result(FieldModel field, string name) =>
        !IsItems(field) ? FieldCode.Result(field, name)
        : !field.IsNullable ? $"{field.Local} ?? []"
        : field.Collection is CollectionKind.Memory or CollectionKind.ReadOnlyMemory
            ? $"{field.Local} is null ? default(global::System.{field.Collection}<{field.Value!.Type}>?) : {field.Local}"
        : field.Local;

    private static bool IsItems(FieldModel field) => field is { Value: not null, Key: null, Collection: not CollectionKind.None };

    private static string OrNull(FieldModel field, string value) => $"{field.Local} = reader.TryReadNull() ? null : {value};";

    /// <summary>What the elements are read as: an array for what an array can be.</summary>
    private static CollectionKind Read(CollectionKind collection) =>
        collection switch
        {
            CollectionKind.ReadOnlyList or CollectionKind.ReadOnlyCollection or CollectionKind.Memory or CollectionKind.ReadOnlyMemory =>
                CollectionKind.Array,
            _ => collection,
        };

    private static string ItemsType(FieldModel field) =>
        Read(field.Collection) switch
        {
            CollectionKind.Array => $"{field.Value!.Type}[]",
            CollectionKind.List or CollectionKind.HashSet => $"global::System.Collections.Generic.{field.Collection}<{field.Value!.Type}>",
            _ => $"global::System.Collections.Immutable.{field.Collection}<{field.Value!.Type}>",
        };

    private static string Argument(ValueModel value) => $"{Codec(value)}, {value.Type}";

    // In quotes, as every key is, and so no true or false of JSON.
    private static string KeyArgument(ValueModel key) => key.Codec == "BoolCodec" ? $"__Json::BoolKeyCodec, {key.Type}" : Argument(key);

    private static string Codec(ValueModel value) =>
        value.Conversion is { } conversion
            ? $"__Json::ConvertedCodec<{conversion.Converter}, {value.Type}, {conversion.Wire.Type}, {Codec(conversion.Wire)}>"
            : $"__Json::{value.Codec}";
}
