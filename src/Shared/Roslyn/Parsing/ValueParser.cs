using Microsoft.CodeAnalysis;
using Waybill.Wire;

namespace Waybill.Roslyn.Parsing;

/// <summary>Finds what a C# type is on the wire: the one place that knows the table of surface mappings at compile time.</summary>
internal static class ValueParser
{
    /// <summary>The value, or null when the type cannot be serialized. Nullability is the caller's business.</summary>
    /// <param name="type">The type.</param>
    /// <param name="from">The assembly that code is generated in.</param>
    public static ValueModel? Parse(ITypeSymbol type, IAssemblySymbol from) =>
        ConverterParser.OfType(type, from) is { } converter ? Parse(converter) : ParseUnconverted(type, from);

    /// <summary>Whether the type has a form on the wire of its own, alone or as a collection.</summary>
    public static bool HasForm(ITypeSymbol type) =>
        ParseKnown(type) is not null || CollectionParser.Parse(type).Kind != CollectionKind.None;

    /// <summary>The value as a converter writes it; null when the converter, or what it converts to, does not fit.</summary>
    public static ValueModel? Parse(ConverterUse converter)
    {
        if (converter is not { Problem: null, Wire: { } wireType } || ParseUnconverted(wireType, converter.From) is not { } wire)
        {
            return null;
        }

        var type = SymbolNames.Global(converter.Type);
        return new(
            type,
            $"ConvertedCodec<{SymbolNames.Global(converter.Converter)}, {type}, {wire.Type}, global::Waybill.Generated.{wire.Codec}>",
            wire.ProtoType,
            wire.WireType,
            wire.Kind == ValueKind.Message ? ValueKind.Message : ValueKind.Converted
        )
        {
            Enum = wire.Enum,
            Shape = wire.Shape,
            Conversion = new(SymbolNames.Global(converter.Converter), wire),
        };
    }

    /// <summary>The value of a type that a struct reads and writes.</summary>
    /// <param name="type">The type.</param>
    /// <param name="shape">The struct.</param>
    /// <param name="name">The type's identity on the wire.</param>
    public static ValueModel Shaped(string type, string shape, string name) =>
        new(type, $"ShapeCodec<{shape}, {type}>", "message " + name, WireType.LengthDelimited, ValueKind.Message) { Shape = shape };

    /// <summary>The value of a type that a converter converts to: a second one would have no end.</summary>
    private static ValueModel? ParseUnconverted(ITypeSymbol type, IAssemblySymbol from) =>
        ParseKnown(type)
        ?? (
            type is INamedTypeSymbol { SpecialType: SpecialType.None } named && ForeignMessages.Contains(named, from)
                ? Shaped(SymbolNames.Global(type), ForeignMessages.Shape(named), SymbolNames.Full(named))
                : null
        );

    private static ValueModel? ParseKnown(ITypeSymbol type) =>
        type.SpecialType switch
        {
            SpecialType.System_Boolean => Scalar("bool", "BoolCodec", "bool"),
            SpecialType.System_Byte => Scalar("byte", "ByteCodec", "uint32"),
            SpecialType.System_SByte => Scalar("sbyte", "SByteCodec", "sint32"),
            SpecialType.System_Int16 => Scalar("short", "Int16Codec", "sint32"),
            SpecialType.System_UInt16 => Scalar("ushort", "UInt16Codec", "uint32"),
            SpecialType.System_Char => Scalar("char", "CharCodec", "uint32"),
            SpecialType.System_Int32 => Scalar("int", "Int32Codec", "int32"),
            SpecialType.System_UInt32 => Scalar("uint", "UInt32Codec", "uint32"),
            SpecialType.System_Int64 => Scalar("long", "Int64Codec", "int64"),
            SpecialType.System_UInt64 => Scalar("ulong", "UInt64Codec", "uint64"),
            SpecialType.System_Single => Scalar("float", "SingleCodec", "float", WireType.Fixed32),
            SpecialType.System_Double => Scalar("double", "DoubleCodec", "double", WireType.Fixed64),
            SpecialType.System_Decimal => Scalar("decimal", "DecimalCodec", "waybill.Decimal", WireType.LengthDelimited),
            SpecialType.System_DateTime => Scalar("global::System.DateTime", "DateTimeCodec", "waybill.DateTime", WireType.LengthDelimited),
            SpecialType.System_String => new("string", "StringCodec", "string", WireType.LengthDelimited, ValueKind.Text),
            _ => ParseOther(type),
        };

    /// <summary>Whether Protobuf allows the value as a map's key: text, integers and bool. A Uri's fragment does not count when it is compared.</summary>
    public static bool CanBeKey(ValueModel value) =>
        value.Type != "global::System.Uri"
        && value.ProtoType is "string" or "bool" or "int32" or "int64" or "uint32" or "uint64" or "sint32";

    /// <summary>Whether a set can tell values apart that were read: arrays, and memory, compare by reference.</summary>
    public static bool CanBeInSet(ValueModel value) =>
        value.Type is not ("byte[]" or "global::System.Memory<byte>" or "global::System.ReadOnlyMemory<byte>");

    private static ValueModel? ParseOther(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte })
        {
            return new("byte[]", "BytesCodec", "bytes", WireType.LengthDelimited, ValueKind.Bytes);
        }

        if (type is not INamedTypeSymbol named)
        {
            return null;
        }

        if (named is { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } underlying })
        {
            var name = SymbolNames.Global(type);
            return Scalar(name, $"EnumCodec<{name}, {underlying.ToDisplayString()}>", "enum") with { Enum = EnumSchemas.Of(named) };
        }

        if (named.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true } && named.ContainingType is null)
        {
            return named.MetadataName switch
            {
                "Half" => Scalar("global::System.Half", "HalfCodec", "float", WireType.Fixed32),
                "Uri" => new("global::System.Uri", "UriCodec", "string", WireType.LengthDelimited, ValueKind.Instance),
                "Version" => new("global::System.Version", "VersionCodec", "string", WireType.LengthDelimited, ValueKind.Instance),
                "Memory`1" or "ReadOnlyMemory`1" when named.TypeArguments[0].SpecialType == SpecialType.System_Byte => Scalar(
                    SymbolNames.Global(type),
                    named.Name + "Codec",
                    "bytes",
                    WireType.LengthDelimited
                ),
                "Guid" => Scalar("global::System.Guid", "GuidCodec", "bytes", WireType.LengthDelimited),
                "DateTimeOffset" => Scalar(
                    "global::System.DateTimeOffset",
                    "DateTimeOffsetCodec",
                    "waybill.DateTimeOffset",
                    WireType.LengthDelimited
                ),
                "TimeSpan" => Scalar("global::System.TimeSpan", "TimeSpanCodec", "google.protobuf.Duration", WireType.LengthDelimited),
                "DateOnly" => Scalar("global::System.DateOnly", "DateOnlyCodec", "sint32"),
                "TimeOnly" => Scalar("global::System.TimeOnly", "TimeOnlyCodec", "uint64"),
                _ => null,
            };
        }

        return MessageTypes.IsMessage(named)
            ? new(
                SymbolNames.Global(type),
                $"MessageCodec<{SymbolNames.Global(type)}>",
                "message " + MessageParser.WireName(named),
                WireType.LengthDelimited,
                ValueKind.Message
            )
            : null;
    }

    private static ValueModel Scalar(string type, string codec, string protoType, WireType wireType = WireType.Varint) =>
        new(type, codec, protoType, wireType, ValueKind.Scalar);
}
