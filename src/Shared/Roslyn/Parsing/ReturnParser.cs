using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn.Parsing;

/// <summary>Reads what a handler method gives back.</summary>
internal static class ReturnParser
{
    /// <summary>The model; null when the method gives back what cannot be published, for dropping it in silence would lose something.</summary>
    public static ReturnModel? Parse(IMethodSymbol method)
    {
        var (awaitable, result) = ParseAwaitable(method.ReturnType);
        if (result is null)
        {
            // Nobody can wait for an async void method: it would count as done before its work is.
            return method is { ReturnsVoid: true, IsAsync: true } ? null : new ReturnModel(awaitable, Published.Nothing, false, false);
        }

        var isNullable = IsNullable(result);
        if (IsPublishable(result))
        {
            return new ReturnModel(awaitable, Published.Message, isNullable, HasNullableElements: false);
        }

        if (Element(result, "System.Collections.Generic", "IEnumerable`1") is { } element)
        {
            return new ReturnModel(awaitable, Published.Sequence, isNullable, IsNullable(element));
        }

        return Element(result, "System.Collections.Generic", "IAsyncEnumerable`1") is { } asyncElement
            ? new ReturnModel(awaitable, Published.AsyncSequence, isNullable, IsNullable(asyncElement))
            : null;
    }

    /// <summary>Splits a return type into what it is wrapped in and the result; null for no result.</summary>
    public static (Awaitable Awaitable, ITypeSymbol? Result) ParseAwaitable(ITypeSymbol type)
    {
        const string Tasks = "System.Threading.Tasks";
        return type switch
        {
            { SpecialType: SpecialType.System_Void } => (Awaitable.None, null),
            _ when type.IsNamed(Tasks, "Task") => (Awaitable.Task, null),
            _ when type.IsNamed(Tasks, "ValueTask") => (Awaitable.ValueTask, null),
            _ when type.IsNamed(Tasks, "Task`1") => (Awaitable.Task, ((INamedTypeSymbol)type).TypeArguments[0]),
            _ when type.IsNamed(Tasks, "ValueTask`1") => (Awaitable.ValueTask, ((INamedTypeSymbol)type).TypeArguments[0]),
            _ => (Awaitable.None, type),
        };
    }

    private static ITypeSymbol? Element(ITypeSymbol type, string @namespace, string name)
    {
        IEnumerable<ITypeSymbol> candidates = [type, .. type.AllInterfaces];
        return candidates
            .Where(candidate => candidate.IsNamed(@namespace, name))
            .Select(candidate => ((INamedTypeSymbol)candidate).TypeArguments[0])
            .FirstOrDefault(IsPublishable);
    }

    private static bool IsPublishable(ITypeSymbol type) =>
        MessageTypes.IsMessage(Unwrap(type))
        || type.IsNamed("Waybill", "IMessage")
        || type.AllInterfaces.Any(@interface => @interface.IsNamed("Waybill", "IMessage"));

    private static bool IsNullable(ITypeSymbol type) =>
        type.IsValueType ? !ReferenceEquals(Unwrap(type), type) : type.NullableAnnotation != NullableAnnotation.NotAnnotated;

    private static ITypeSymbol Unwrap(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;
}
