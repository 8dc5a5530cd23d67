using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Waybill.Roslyn.Parsing;

/// <summary>Finds what a member is where nobody gives it a value: a constant that its parameter or initializer says.</summary>
internal static class DefaultValues
{
    /// <summary>The value as C# writes it; null where it is none, or the one that an absent field reads as anyway.</summary>
    public static string? Of(MessageMember member)
    {
        var value =
            member.Parameter is { } parameter ? (parameter.HasExplicitDefaultValue ? parameter.ExplicitDefaultValue : null)
            : Initializer(member.Symbol) is { } initializer ? Constant(initializer, member.Symbol)
            : null;
        return IsZero(value) ? null : ConstantCode.Of(member.Type, value, member.From);
    }

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
