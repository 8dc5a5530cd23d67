using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Waybill.Roslyn;

/// <summary>Compile-time values as C# expressions of exactly their type: boxed, <c>7</c> and <c>(byte)7</c> are two keys.</summary>
internal static class ConstantCode
{
    /// <summary>The argument of an attribute; null when it is nothing that generated code in the assembly can say.</summary>
    public static string? Of(TypedConstant constant, IAssemblySymbol from) =>
        constant.Kind switch
        {
            TypedConstantKind.Primitive or TypedConstantKind.Enum => Of(constant.Type!, constant.Value, from),
            TypedConstantKind.Type when constant.Value is ITypeSymbol type && from.CanName(type) => $"typeof({SymbolNames.Global(type)})",
            _ => null,
        };

    /// <summary>A value of a type, such as a parameter's default; null when it is nothing that generated code in the assembly can say.</summary>
    public static string? Of(ITypeSymbol type, object? value, IAssemblySymbol from)
    {
        if (!from.CanName(type))
        {
            return null;
        }

        if (value is null)
        {
            return $"default({SymbolNames.Global(type)})!";
        }

        var literal = Literal(value);
        var inner = type.WithoutNullable();
        return literal is null ? null
            : inner.TypeKind == TypeKind.Enum ? $"({SymbolNames.Global(inner)})({literal})"
            : literal;
    }

    private static string? Literal(object value) =>
        value switch
        {
            string text => SymbolNames.Literal(text),
            char letter => SymbolDisplay.FormatLiteral(letter, quote: true),
            bool flag => flag ? "true" : "false",
            sbyte number => $"(sbyte){Number(number)}",
            byte number => $"(byte){Number(number)}",
            short number => $"(short){Number(number)}",
            ushort number => $"(ushort){Number(number)}",
            int number => Number(number),
            uint number => Number(number) + "U",
            long number => Number(number) + "L",
            ulong number => Number(number) + "UL",
            decimal number => Number(number) + "M",
            float number when !float.IsNaN(number) && !float.IsInfinity(number) => Number(number, "R") + "F",
            double number when !double.IsNaN(number) && !double.IsInfinity(number) => Number(number, "R") + "D",
            _ => null,
        };

    private static string Number(IFormattable number, string? format = null) => number.ToString(format, CultureInfo.InvariantCulture);
}
