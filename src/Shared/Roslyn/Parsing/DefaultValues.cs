using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Waybill.Roslyn.Parsing;

/// <summary>Finds what a member is where nobody gives it a value: a constant that its parameter or initializer says.</summary>
internal static class DefaultValues
{
    /// <summary>The value as C# and as a schema writes it; null where it is none, or the one that an absent field reads as anyway.</summary>
    public static (string Code, string Text)? Of(MessageMember member)
    {
        var value =
            member.Parameter is { } parameter ? (parameter.HasExplicitDefaultValue ? parameter.ExplicitDefaultValue : null)
            : IsSeen(member) && Initializer(member.Symbol) is { } initializer ? Constant(initializer, member.Symbol)
            : null;
        return IsZero(value) || ConstantCode.Of(member.Type, value, member.From) is not { } code ? null : (code, Text(value!));
    }

    /// <summary>Of another assembly a build sees no initializers, though an IDE may have its source: both have to see the same.</summary>
    private static bool IsSeen(MessageMember member) =>
        SymbolEqualityComparer.Default.Equals(member.Symbol.ContainingAssembly, member.From);

    /// <summary>The expression that a property or field begins with; null for none, and where there is no source.</summary>
    public static ExpressionSyntax? Initializer(ISymbol member) =>
        member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
        {
            PropertyDeclarationSyntax property => property.Initializer?.Value,
            VariableDeclaratorSyntax field => field.Initializer?.Value,
            _ => null,
        };

    /// <summary>Literals are read off the source; binding anything else costs something at every edit.</summary>
    private static object? Constant(ExpressionSyntax expression, ISymbol member) =>
        expression switch
        {
            LiteralExpressionSyntax literal => literal.Token.Value,
            BaseObjectCreationExpressionSyntax
            or PostfixUnaryExpressionSyntax
            or CollectionExpressionSyntax
            or ArrayCreationExpressionSyntax => null,
            _ when member.ContainingAssembly is ISourceAssemblySymbol { Compilation: var compilation }
                    && compilation.ContainsSyntaxTree(expression.SyntaxTree) => compilation
                .GetSemanticModel(expression.SyntaxTree)
                .GetConstantValue(expression)
                .Value,
            _ => null,
        };

    /// <summary>Equal values of every type have one text: an <c>int</c> that becomes a <c>long</c> keeps its default, and 1.0 is 1.</summary>
    private static string Text(object value) =>
        value switch
        {
            bool flag => flag ? "true" : "false",
            char unit => ((int)unit).ToString(CultureInfo.InvariantCulture),
            decimal number => number.ToString("G29", CultureInfo.InvariantCulture),
            float or double => ((IFormattable)value).ToString("R", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

    private static bool IsZero(object? value) =>
        value switch
        {
            null or false or '\0' or "" => true,
            float number => number == 0,
            double number => number == 0,
            decimal number => number == 0,
            sbyte or byte or short or ushort or int or uint or long or ulong => Convert.ToDecimal(value) == 0,
            _ => false,
        };
}
