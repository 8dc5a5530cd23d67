using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;
using Waybill.Wire;

namespace Waybill.Generators;

/// <summary>The C# expressions and statements for one field that has a value.</summary>
internal static class FieldCode
{
    /// <summary>The tag under which the field is written: packed runs, texts, messages and map entries are length-delimited.</summary>
    public static uint Tag(FieldModel field) =>
        Tag(field, field.Collection == CollectionKind.None ? field.Value!.WireType : WireType.LengthDelimited);

    /// <summary>The tag of a single element where the field may also come packed; null where there is but one tag.</summary>
    public static uint? UnpackedTag(FieldModel field) =>
        field is { Collection: not CollectionKind.None, Key: null } && field.Value!.WireType != WireType.LengthDelimited
            ? Tag(field, field.Value.WireType)
            : null;

    public static string SizeBound(FieldModel field) => SizeBound(field, Source(field));

    public static string SizeBound(FieldModel field, string source) =>
        Named(field) is { } name ? $"__Size.Of{name}({source})" : $"__Size.Of{Shape(field)}{Arguments(field)}({source}, depth)";

    public static string Write(FieldModel field) => Write(field, Source(field));

    public static string Write(FieldModel field, string source) =>
        $"writer.Write{Named(field) ?? Shape(field) + Arguments(field)}({Tag(field)}, {source});";

    /// <summary>The expression that reads one value.</summary>
    public static string ReadValue(FieldModel field) => $"reader.Read{field.Value!.Scalar ?? Arguments(field)}()";

    /// <summary>The statement that reads the field when its tag was taken.</summary>
    public static string Read(FieldModel field) =>
        field.Collection switch
        {
            CollectionKind.None when IsHeld(field) => $"{field.Local}.Set({ReadValue(field)});",
            CollectionKind.None => $"{field.Local} = {ReadValue(field)};",
            _ when field.Key is not null => $"reader.ReadMapEntry{Arguments(field)}(ref {field.Local});",
            _ => $"reader.ReadRepeated{Arguments(field)}(ref {field.Local});",
        };

    /// <summary>The declaration of the local variable that holds the field while it is read.</summary>
    public static string Declare(FieldModel field)
    {
        var type = field.Value!.Type;
        return field.Collection switch
        {
            CollectionKind.None => (field.IsNullable, field.Value.Kind) switch
            {
                (true, _) or (_, ValueKind.Message) => $"{type}? {field.Local} = null;",
                _ when field.Default is { } value => $"{type} {field.Local} = {value};",
                (_, ValueKind.Text) => $"{type} {field.Local} = \"\";",
                (_, ValueKind.Instance) => $"{type} {field.Local} = __Waybill::{field.Value.Codec}.Absent;",
                (_, ValueKind.Converted) => $"__Waybill::ConvertedField<{type}> {field.Local} = default;",
                (_, ValueKind.Bytes) => $"{type} {field.Local} = [];",
                _ => $"{type} {field.Local} = default;",
            },
            _ when field.Key is not null => $"__Waybill::MapBuilder<{field.Key.Type}, {type}> {field.Local} = default;",
            _ => $"__Waybill::RepeatedBuilder<{type}> {field.Local} = default;",
        };
    }

    /// <summary>The field's value when all was read.</summary>
    public static string Result(FieldModel field) => Result(field, field.Name);

    /// <inheritdoc cref="Result(FieldModel)" />
    /// <param name="field">The field.</param>
    /// <param name="name">What errors call it.</param>
    public static string Result(FieldModel field, string name)
    {
        name = SymbolNames.Literal(name);
        var nullable = field.IsNullable ? "Nullable" : "";
        return (field.Collection, field.Value) switch
        {
            (_, null) => "default!",
            (CollectionKind.None, { Kind: ValueKind.Message }) when !field.IsNullable => field.Default is not null
                ? $"{field.Local} ?? default!"
                : $"{field.Local} ?? throw reader.Missing({name})",
            (CollectionKind.None, _) when IsHeld(field) => $"{field.Local}.OrAbsent<__Waybill::{field.Value.Codec}>(ref reader, {name})",
            (CollectionKind.None, _) => field.Local,
            (CollectionKind.HashSet or CollectionKind.ImmutableHashSet, _) =>
                $"{field.Local}.To{nullable}{field.Collection}(reader, {name})",
            (CollectionKind.ReadOnlyDictionary, _) => $"{field.Local}.To{nullable}Dictionary()",
            _ when field.Key is not null => $"{field.Local}.To{nullable}{field.Collection}()",
            (CollectionKind.List or CollectionKind.ImmutableArray or CollectionKind.ImmutableList, _) =>
                $"{field.Local}.To{nullable}{field.Collection}()",
            (CollectionKind.Memory or CollectionKind.ReadOnlyMemory, _) when field.IsNullable => $"{field.Local}.ToNullableMemory()",
            _ => $"{field.Local}.To{nullable}Array()",
        };
    }

    /// <summary>Whether what an absent field reads as is only found when it is absent.</summary>
    public static bool IsHeld(FieldModel field) =>
        field is { Collection: CollectionKind.None, IsNullable: false, Default: null, Value.Kind: ValueKind.Converted };

    /// <summary>What reader, writer and size call the value of a field that is a plain scalar; null for any other.</summary>
    private static string? Named(FieldModel field) =>
        field is { Collection: CollectionKind.None, HasPresence: false } ? field.Value!.Scalar : null;

    private static uint Tag(FieldModel field, WireType wireType) => ((uint)field.Number << 3) | (uint)wireType;

    private static string Shape(FieldModel field) =>
        field.Collection switch
        {
            CollectionKind.None => field.HasPresence ? "Optional" : "",
            _ when field.Key is not null => "Map",
            _ => "Repeated",
        };

    /// <summary>The member; of memory its span, so that no type has a method of its own for it.</summary>
    private static string Source(FieldModel field) =>
        field.Collection is CollectionKind.Memory or CollectionKind.ReadOnlyMemory
            ? $"message.{field.Member}{(field.IsNullable ? ".GetValueOrDefault()" : "")}.Span"
            : $"message.{field.Member}";

    private static string Arguments(FieldModel field)
    {
        var value = Argument(field.Value!);
        return field.Key is { } key ? $"<{Argument(key)}, {value}>" : $"<{value}>";
    }

    private static string Argument(ValueModel value) => $"__Waybill::{value.Codec}, {value.Type}";
}
