using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn;

/// <summary>Reads attributes; what is missing or wrong reads as null or the fallback, for the compiler says it better.</summary>
internal static class AttributeValues
{
    /// <summary>The attribute of that name in namespace Waybill; null when there is none.</summary>
    public static AttributeData? Find(this ISymbol symbol, string name)
    {
        // Asked of every member at every edit, and mostly there is none.
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass?.IsNamed("Waybill", name) == true)
            {
                return attribute;
            }
        }

        return null;
    }

    /// <summary>Every attribute of that name in namespace Waybill, in source order.</summary>
    public static IEnumerable<AttributeData> FindAll(this ISymbol symbol, string name) =>
        symbol.GetAttributes().Where(attribute => attribute.AttributeClass?.IsNamed("Waybill", name) == true);

    /// <summary>A constructor argument.</summary>
    public static T? Argument<T>(this AttributeData attribute, int index)
        where T : class =>
        index >= 0 && index < attribute.ConstructorArguments.Length ? Value(attribute.ConstructorArguments[index]) as T : null;

    /// <summary>A constructor argument that is an enum; null when it names no member.</summary>
    public static T? EnumArgument<T>(this AttributeData attribute, int index)
        where T : struct, Enum =>
        index < attribute.ConstructorArguments.Length
        && Value(attribute.ConstructorArguments[index]) is int number
        && Enum.IsDefined(typeof(T), number)
            ? (T)Enum.ToObject(typeof(T), number)
            : null;

    /// <summary>A named argument.</summary>
    public static T Named<T>(this AttributeData attribute, string name, T fallback) =>
        Constant(attribute, name) is { } constant && Value(constant) is T value ? value : fallback;

    /// <summary>A named argument that is an enum.</summary>
    public static T NamedEnum<T>(this AttributeData attribute, string name, T fallback)
        where T : struct, Enum =>
        Constant(attribute, name) is { } constant && Value(constant) is int number && Enum.IsDefined(typeof(T), number)
            ? (T)Enum.ToObject(typeof(T), number)
            : fallback;

    /// <summary>The elements of a named argument that is an array.</summary>
    public static IEnumerable<T> NamedArray<T>(this AttributeData attribute, string name)
        where T : class =>
        Constant(attribute, name) is { Kind: TypedConstantKind.Array, IsNull: false } constant
            ? constant.Values.Select(Value).OfType<T>()
            : [];

    private static TypedConstant? Constant(AttributeData attribute, string name)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
            {
                return argument.Value;
            }
        }

        return null;
    }

    private static object? Value(TypedConstant constant) =>
        constant.Kind is TypedConstantKind.Array or TypedConstantKind.Error ? null : constant.Value;
}
