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
            return method is { ReturnsVoid: true, IsAsync: true } ? null : new ReturnModel(awaitable, Published.Nothing);
        }

        var isNullable = IsNullable(result);
        if (IsPublishable(result))
        {
            return new ReturnModel(awaitable, Published.Message, isNullable);
        }

        return Sequence(result, "IEnumerable`1") is { } sequence ? Model(Published.Sequence, sequence)
            : Sequence(result, "IAsyncEnumerable`1") is { } later ? Model(Published.AsyncSequence, later)
            : null;

        ReturnModel Model(Published published, INamedTypeSymbol sequence) =>
            new(
                awaitable,
                published,
                isNullable,
                IsNullable(sequence.TypeArguments[0]),
                IsWalkedAs(result, sequence) ? null : SymbolNames.Annotated(sequence)
            );
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

    /// <summary>The first interface of that name, of the type itself or one of its own, whose elements can be published.</summary>
    private static INamedTypeSymbol? Sequence(ITypeSymbol type, string name)
    {
        IEnumerable<ITypeSymbol> candidates = [type, .. type.AllInterfaces];
        return candidates
            .Where(candidate => candidate.IsNamed("System.Collections.Generic", name))
            .Cast<INamedTypeSymbol>()
            .FirstOrDefault(candidate => IsPublishable(candidate.TypeArguments[0]));
    }

    /// <summary>Whether a loop over the type meets the interface's elements without a cast, which would put a struct's enumerator on the heap.</summary>
    private static bool IsWalkedAs(ITypeSymbol type, INamedTypeSymbol sequence) =>
        type is IArrayTypeSymbol
        || SymbolEqualityComparer.Default.Equals(type, sequence)
        || (
            Member<IMethodSymbol>(type, "GetEnumerator") is { Parameters.IsEmpty: true, Arity: 0 } walk
            && SymbolEqualityComparer.Default.Equals(Member<IPropertySymbol>(walk.ReturnType, "Current")?.Type, sequence.TypeArguments[0])
        );

    /// <summary>The one public member of that name, own or inherited; null where there are several, and where only an interface has it.</summary>
    private static T? Member<T>(ITypeSymbol? type, string name)
        where T : class, ISymbol
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.GetMembers(name) is { IsEmpty: false } members)
            {
                return members is [T { IsStatic: false, DeclaredAccessibility: Accessibility.Public } member] ? member : null;
            }
        }

        return null;
    }

    private static bool IsPublishable(ITypeSymbol type) =>
        MessageTypes.IsMessage(type.WithoutNullable())
        || UnionParser.RootOf(type) is not null
        || type.IsNamed("Waybill", "IMessage")
        || type.AllInterfaces.Any(@interface => @interface.IsNamed("Waybill", "IMessage"));

    private static bool IsNullable(ITypeSymbol type) =>
        type.IsValueType ? !ReferenceEquals(type.WithoutNullable(), type) : type.NullableAnnotation != NullableAnnotation.NotAnnotated;
}
