using Microsoft.CodeAnalysis;
using Waybill.Manifests;

namespace Waybill.Roslyn.Parsing;

/// <summary>The policies of one handler method: its own attributes, else its class's.</summary>
internal sealed class MethodPolicies(IMethodSymbol method, INamedTypeSymbol handler)
{
    private readonly AttributeData? _retry = Find(method, handler, "RetryAttribute");

    /// <summary>The [Idempotent] that holds; null for none.</summary>
    public AttributeData? Idempotent { get; } = Find(method, handler, "IdempotentAttribute");

    /// <summary>Why a second run changes nothing, as <c>[NaturallyIdempotent]</c> says; null for none.</summary>
    public string? NaturallyIdempotent { get; } = Find(method, handler, "NaturallyIdempotentAttribute")?.Argument<string>(0);

    public HandledEntry ToEntry(string message) =>
        new(
            message,
            Retry(),
            Idempotent is null ? null : Inbox(Idempotent),
            Find(method, handler, "DiscardAttribute")?.Argument<string>(0),
            NaturallyIdempotent
        );

    /// <summary>The exception types of <c>[Retry(On = …)]</c> or <c>Never</c>, with <c>global::</c>.</summary>
    public EquatableArray<string> Exceptions(string name) =>
        _retry is null
            ? default
            : _retry.NamedArray<INamedTypeSymbol>(name).Where(IsException).Select(SymbolNames.Global).ToEquatableArray();

    private RetryEntry Retry()
    {
        var defaults = new RetryEntry();
        return _retry is null
            ? defaults
            : new RetryEntry(
                _retry.ConstructorArguments.Length > 0 && _retry.ConstructorArguments[0].Value is int attempts
                    ? attempts
                    : defaults.Attempts,
                _retry.EnumArgument<Backoff>(1) ?? defaults.Backoff,
                _retry.Named("Delay", defaults.Delay),
                _retry.Named("MaxDelay", defaults.MaxDelay),
                _retry.Named("Jitter", defaults.Jitter)
            );
    }

    private static InboxEntry Inbox(AttributeData idempotent)
    {
        var defaults = new InboxEntry();
        return new InboxEntry(idempotent.Named("Key", defaults.Key), idempotent.Named("Retention", defaults.Retention));
    }

    private static AttributeData? Find(IMethodSymbol method, INamedTypeSymbol handler, string name) =>
        method.Find(name) ?? handler.Find(name);

    private static bool IsException(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.IsNamed("System", "Exception"))
            {
                return !type.IsUnboundGenericType;
            }
        }

        return type.TypeKind == TypeKind.Interface;
    }
}
