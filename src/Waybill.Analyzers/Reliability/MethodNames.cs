using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Waybill.Analyzers.Reliability;

/// <summary>Where a class calls its own methods, or hands them on.</summary>
internal static class MethodNames
{
    /// <summary>Where the class has the name, be it of a method of somebody else's.</summary>
    public static IEnumerable<SimpleNameSyntax> In(INamedTypeSymbol type, string name, CancellationToken cancellationToken) =>
        type.DeclaringSyntaxReferences.SelectMany(part =>
            part.GetSyntax(cancellationToken)
                .DescendantNodes()
                .OfType<SimpleNameSyntax>()
                .Where(called => called.Identifier.ValueText == name)
        );

    /// <summary>Whether the class names a method of its own with as many parameters as this one: which of several overloads it is, is not asked.</summary>
    public static bool IsNamed(IMethodSymbol method, CancellationToken cancellationToken) =>
        In(method.ContainingType, method.Name, cancellationToken)
            .Any(name => IsOwn(name, method.ContainingType) && Fits(name, method.Parameters));

    private static bool IsOwn(SimpleNameSyntax name, INamedTypeSymbol type) =>
        name.Parent is not MemberAccessExpressionSyntax access
        || access.Name != name
        || access.Expression is ThisExpressionSyntax
        || (access.Expression is SimpleNameSyntax outer && outer.Identifier.ValueText == type.Name);

    private static bool Fits(SimpleNameSyntax name, IReadOnlyCollection<IParameterSymbol> parameters)
    {
        var called = name.Parent is MemberAccessExpressionSyntax access ? access : (ExpressionSyntax)name;
        return called.Parent is not InvocationExpressionSyntax call
            || call.Expression != called
            || (
                call.ArgumentList.Arguments.Count >= parameters.Count(parameter => parameter is { IsOptional: false, IsParams: false })
                && (call.ArgumentList.Arguments.Count <= parameters.Count || parameters.Any(parameter => parameter.IsParams))
            );
    }
}
