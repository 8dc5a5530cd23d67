using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn.Parsing;

/// <summary>Why generated code cannot call a handler class, or a method of it. Null where it can, or where somebody else says why not.</summary>
internal static class HandlerShape
{
    /// <summary>What is wrong with the class.</summary>
    public static string? Problem(INamedTypeSymbol type)
    {
        if (HandlerParser.IsGeneric(type))
        {
            return $"Handler '{type.Name}' is generic, so that nobody knows which type to make. Write a class for each case, or move the common part into a base class.";
        }

        if (!type.ContainingAssembly.CanReach(type))
        {
            return $"Handler '{type.Name}' cannot be reached by generated code: it is private, protected or file-local, or nested in a type that is. Make it internal or public.";
        }

        if (
            type.IsStatic
            || ConstructionParser.Parse(type, type.ContainingAssembly).IsConstructible
            || !HandlerParser.Named(type).Any(method => !method.IsStatic)
        )
        {
            return null;
        }

        return type.IsAbstract
            ? $"Handler '{type.Name}' is abstract, so that no instance can be made. Put [Handler] on the class that derives from it."
            : $"Handler '{type.Name}' has no constructor that generated code can call. Give it a public one whose parameters are services.";
    }

    /// <summary>What is wrong with a method of a class that is fine itself.</summary>
    /// <param name="method">The method, own or inherited.</param>
    /// <param name="from">The class's assembly.</param>
    public static string? Problem(IMethodSymbol method, IAssemblySymbol from)
    {
        if (!HandlerParser.IsNamed(method) || method.IsAbstract)
        {
            return null;
        }

        if (method.Parameters.Length == 0)
        {
            return $"'{method.Name}' takes no message and is never called. Give it a first parameter that is a message, or another name.";
        }

        var message = method.Parameters[0].Type;
        if (!from.CanUse(method))
        {
            return MessageTypes.IsMessage(message) && !IsHandledByAnother(method, message, from)
                ? $"'{method.Name}' of {message.Name} is not public, so that it is never called. Make it public, or give it another name if it is not meant to handle messages."
                : null;
        }

        if (method.IsGenericMethod)
        {
            return $"'{method.Name}' is generic, so that nobody knows which message it handles. Write one method for each message type.";
        }

        return ProblemOfMessage(method, message, from) ?? ProblemOfServices(method, from) ?? ProblemOfReturn(method);
    }

    /// <summary>Whether some problem of the class or its methods says why it handles no message.</summary>
    public static bool IsExplained(INamedTypeSymbol type) =>
        Problem(type) is not null
        || HandlerParser.Named(type).Any(method => Problem(method, type.ContainingAssembly) is not null || IsExplainedByContract(method));

    /// <summary>
    /// What the host must not start with: a message would go without a call that somebody wrote. A method that takes none is left to the analyzer, unless the
    /// class handles nothing at all.
    /// </summary>
    /// <param name="type">A handler class.</param>
    /// <param name="handled">The messages that it handles.</param>
    public static EquatableArray<string> Flaws(INamedTypeSymbol type, ISet<ITypeSymbol> handled)
    {
        if (Problem(type) is { } problem)
        {
            return [problem];
        }

        var from = type.ContainingAssembly;
        var flaws = new List<string>();
        for (var current = type; current is not null; current = current.BaseType)
        {
            flaws.AddRange(
                HandlerParser
                    .Named(current)
                    .Where(method => handled.Count == 0 || TakesAnother(method, handled, from))
                    .Select(method => Problem(method, from))
                    .OfType<string>()
            );
        }

        return flaws.Distinct().ToEquatableArray();
    }

    private static bool TakesAnother(IMethodSymbol method, ISet<ITypeSymbol> handled, IAssemblySymbol from) =>
        method.Parameters.Length > 0
        && !handled.Contains(method.Parameters[0].Type)
        && from.CanUse(method)
        && MessageTypes.IsMessage(method.Parameters[0].Type);

    private static string? ProblemOfMessage(IMethodSymbol method, ITypeSymbol message, IAssemblySymbol from)
    {
        if (IsExplainedByContract(method))
        {
            return null;
        }

        var name = message.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        if (method.Parameters[0].RefKind is not (RefKind.None or RefKind.In))
        {
            return $"'{method.Name}' takes its message by reference, which a delivery cannot be. Take it by value or by 'in'.";
        }

        if (MessageTypes.IsMessage(message))
        {
            return null;
        }

        if (UnionParser.RootOf(message) is { } root)
        {
            return $"'{method.Name}' handles '{name}', which is a case of '{root.Name}': a delivery is of any case. Handle '{root.Name}', and switch over its cases.";
        }

        if (message.IsAbstract)
        {
            return $"'{method.Name}' handles '{name}', which is abstract: a delivery is of one sealed type. Write one method for each message type that may come.";
        }

        return SymbolEqualityComparer.Default.Equals(message.ContainingAssembly, from)
            ? $"'{method.Name}' handles '{name}', which is no message. Put [Message] on '{name}', or give the method another name."
            : $"'{method.Name}' is never called: its first parameter is '{name}', which is no message. Put the message first, or give the method another name.";
    }

    private static string? ProblemOfServices(IMethodSymbol method, IAssemblySymbol from) =>
        method.Parameters.Skip(1).FirstOrDefault(parameter => !ConstructionParser.CanInject(parameter, from)) is { } parameter
        && parameter.Type.TypeKind != TypeKind.Error
            ? $"'{method.Name}' takes '{parameter.Name}', which no container can pass: it is by reference, dynamic, a nullable value, a ref struct or a pointer. Take a service."
            : null;

    private static string? ProblemOfReturn(IMethodSymbol method)
    {
        if (ReturnParser.Parse(method) is not null || ReturnParser.ParseAwaitable(method.ReturnType).Result is { TypeKind: TypeKind.Error })
        {
            return null;
        }

        return method.ReturnsVoid
            ? $"'{method.Name}' is async void: nobody can wait for it, and the message would count as handled before the work is done. Return Task or ValueTask."
            : $"'{method.Name}' returns '{method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}', which cannot be published. "
                + "Return nothing, a message, or a sequence of messages, also as Task or ValueTask.";
    }

    /// <summary>Whether the compiler or WB1001 says what is wrong with the message type.</summary>
    private static bool IsExplainedByContract(IMethodSymbol method) =>
        method.Parameters.Length > 0
        && method.Parameters[0].Type is var message
        && (message.TypeKind == TypeKind.Error || (message.Find("MessageAttribute") is not null && !MessageTypes.IsMessage(message)));

    private static bool IsHandledByAnother(IMethodSymbol method, ITypeSymbol message, IAssemblySymbol from) =>
        HandlerParser
            .Named(method.ContainingType)
            .Any(other => HandlerParser.Handles(other, from) && SymbolEqualityComparer.Default.Equals(other.Parameters[0].Type, message));
}
