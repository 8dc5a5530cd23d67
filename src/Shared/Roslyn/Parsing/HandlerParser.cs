using Microsoft.CodeAnalysis;
using Waybill.Manifests;

namespace Waybill.Roslyn.Parsing;

/// <summary>Makes a <see cref="HandlerModel"/> of a class annotated with <c>[Handler]</c>.</summary>
internal static class HandlerParser
{
    private const string Name = "Handle";
    private const string AsynchronousName = "HandleAsync";

    /// <summary>
    /// The model; null when the attribute names no queue. Methods that do not fit are left out, and of a class that cannot be called all of them: its entry says
    /// why, so that it does not go missing in silence.
    /// </summary>
    public static HandlerModel? Parse(INamedTypeSymbol type, AttributeData attribute, CancellationToken cancellationToken)
    {
        if (attribute.Argument<string>(0) is not { } queue)
        {
            return null;
        }

        var isCallable = CanCall(type);
        var from = type.ContainingAssembly;
        var named = new MarkedSymbols();
        var construction = ConstructionParser.Parse(type, from, named);
        var methods = new List<HandlerMethodModel>();
        var handled = new List<HandledEntry>();
        var messages = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default);
        foreach (var (method, returned) in isCallable ? Accepted(type, construction) : [])
        {
            cancellationToken.ThrowIfCancellationRequested();
            var message = (INamedTypeSymbol)method.Parameters[0].Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
            var policies = new MethodPolicies(method, type);
            var key = KeyParser.Parse(policies.Idempotent, message, from, named);
            named.Add(method).Add(policies.Exceptions);
            messages.Add(message);
            handled.Add(policies.ToEntry(MessageParser.WireName(message), key));
            methods.Add(
                new HandlerMethodModel(
                    method.Name,
                    method.IsStatic,
                    SymbolNames.Global(message),
                    message.Name,
                    method.Parameters.Skip(1).Select(parameter => ConstructionParser.Injected(parameter, from)).ToEquatableArray(),
                    returned,
                    key,
                    policies.Retried()
                )
            );
        }

        var middlewares = MiddlewareParser.Parse(type, from);
        var lifetime = attribute.NamedEnum("Lifetime", HandlerLifetime.Scoped);
        var isShared = lifetime == HandlerLifetime.Singleton && methods.Exists(method => !method.IsStatic);
        var entry = new HandlerEntry(
            queue,
            isCallable ? SymbolNames.Full(type) : type.ToDisplayString(s_shown),
            attribute.Named("Prefetch", HandlerEntry.DefaultPrefetch),
            attribute.Named("PrefetchBytes", HandlerEntry.DefaultPrefetchBytes),
            attribute.Named("Concurrency", 0),
            attribute.Named("Timeout", HandlerEntry.DefaultTimeout),
            lifetime,
            handled.ToEquatableArray()
        )
        {
            Flaws = HandlerShape
                .Flaws(type, messages)
                .Concat(middlewares.Select(middleware => middleware.Problem).OfType<string>())
                .Concat(isShared && construction.ProblemAsSingleton is { } problem ? [problem] : [])
                .ToEquatableArray(),
        };
        return new HandlerModel(entry, construction, isCallable, methods.ToEquatableArray(), middlewares, named.Marks);
    }

    /// <summary>The methods that <see cref="Parse"/> makes calls to, own and inherited, as symbols: for rules that look into their bodies.</summary>
    public static IEnumerable<IMethodSymbol> AcceptedMethods(INamedTypeSymbol type, AttributeData attribute) =>
        attribute.Argument<string>(0) is not null && CanCall(type)
            ? Accepted(type, ConstructionParser.Parse(type, type.ContainingAssembly)).Select(accepted => accepted.Method)
            : [];

    /// <summary>For a person: the metadata name of a file-local type holds a hash of its path.</summary>
    private static readonly SymbolDisplayFormat s_shown = SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(
        SymbolDisplayGlobalNamespaceStyle.Omitted
    );

    private static bool CanCall(INamedTypeSymbol type) => !IsGeneric(type) && type.ContainingAssembly.CanReach(type);

    private static IEnumerable<(IMethodSymbol Method, ReturnModel Returned)> Accepted(INamedTypeSymbol type, ConstructedModel construction)
    {
        foreach (var method in Methods(type))
        {
            if ((method.IsStatic || construction.IsConstructible) && ReturnParser.Parse(method) is { } returned)
            {
                yield return (method, returned);
            }
        }
    }

    /// <summary>The methods that handle messages: the class's own, then those of base classes that it does not replace.</summary>
    public static IEnumerable<IMethodSymbol> Methods(INamedTypeSymbol type)
    {
        var from = type.ContainingAssembly;
        var own = Named(type).Where(method => Handles(method, from)).ToList();
        var seen = new HashSet<ITypeSymbol>(own.Select(method => method.Parameters[0].Type), SymbolEqualityComparer.Default);
        for (var current = type.BaseType; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            own.AddRange(Named(current).Where(method => Handles(method, from) && seen.Add(method.Parameters[0].Type)));
        }

        return own;
    }

    /// <summary>The type's own methods of a name that methods that handle messages have.</summary>
    public static IEnumerable<IMethodSymbol> Named(INamedTypeSymbol type) =>
        DeclaredMembers.Methods(type, Name, AsynchronousName).Where(IsNamed);

    /// <summary>Whether a method has a name that methods that handle messages have.</summary>
    public static bool IsNamed(IMethodSymbol method) => method is { Name: Name or AsynchronousName, MethodKind: MethodKind.Ordinary };

    public static bool IsGeneric(INamedTypeSymbol? type) => type is not null && (type.Arity > 0 || IsGeneric(type.ContainingType));

    /// <summary>Whether the method handles messages by its name and parameters, in a class of the assembly.</summary>
    public static bool Handles(IMethodSymbol method, IAssemblySymbol from) =>
        IsNamed(method)
        && method is { IsGenericMethod: false, IsAbstract: false }
        && from.CanUse(method)
        && method.Parameters.Length > 0
        && method.Parameters[0].RefKind is (RefKind.None or RefKind.In)
        && method.Parameters.Skip(1).All(parameter => ConstructionParser.CanInject(parameter, from))
        && MessageTypes.IsMessage(method.Parameters[0].Type);
}
