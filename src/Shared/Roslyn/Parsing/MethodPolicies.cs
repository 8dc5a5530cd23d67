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

    /// <summary>The types that <c>[Retry(On = …, Never = …)]</c> names, fit or not.</summary>
    public IEnumerable<ITypeSymbol> Exceptions =>
        _retry is null ? [] : _retry.NamedArray<ITypeSymbol>("On").Concat(_retry.NamedArray<ITypeSymbol>("Never"));

    public HandledEntry ToEntry(string message, KeyModel? key) =>
        new(
            message,
            Retry(),
            Idempotent is null ? null : Inbox(Idempotent, key),
            Find(method, handler, "DiscardAttribute")?.Argument<string>(0),
            NaturallyIdempotent
        );

    /// <summary>The exceptions of <c>[Retry(On = …, Never = …)]</c>.</summary>
    public RetriedModel Retried()
    {
        if (_retry is null)
        {
            return new RetriedModel(Only: false, default, default);
        }

        var on = _retry.NamedArray<ITypeSymbol>("On").ToList();
        var never = _retry.NamedArray<ITypeSymbol>("Never");
        var from = handler.ContainingAssembly;
        return new RetriedModel(
            on.Count != 0,
            on.Where(type => TestedExceptions.CanTest(type, from)).Select(SymbolNames.Global).ToEquatableArray(),
            never
                .Select(type => TestedExceptions.NearestTested(type, from))
                .OfType<ITypeSymbol>()
                .Select(SymbolNames.Global)
                .Distinct()
                .ToEquatableArray()
        );
    }

    private RetryEntry Retry()
    {
        var defaults = new RetryEntry();
        return _retry is null
            ? defaults
            : new RetryEntry(
                _retry.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive, Value: int attempts }, ..]
                    ? attempts
                    : defaults.Attempts,
                _retry.EnumArgument<Backoff>(1) ?? defaults.Backoff,
                _retry.Named("Delay", defaults.Delay),
                _retry.Named("MaxDelay", defaults.MaxDelay),
                _retry.Named("Jitter", defaults.Jitter)
            )
            {
                OnProblem = TestedExceptions.Problem(_retry, "On", handler.ContainingAssembly),
                NeverProblem = TestedExceptions.Problem(_retry, "Never", handler.ContainingAssembly),
            };
    }

    private static InboxEntry Inbox(AttributeData idempotent, KeyModel? key)
    {
        var defaults = new InboxEntry();
        return new InboxEntry(idempotent.Named("Key", defaults.Key), idempotent.Named("Retention", defaults.Retention), key?.Problem);
    }

    private static AttributeData? Find(IMethodSymbol method, INamedTypeSymbol handler, string name) =>
        method.Find(name) ?? handler.Find(name);
}
