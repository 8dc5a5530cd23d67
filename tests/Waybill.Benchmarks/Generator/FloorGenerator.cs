using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Waybill.Benchmarks.Generator;

/// <summary>
/// The least that a generator over these types can do: it finds them by their attribute, reads the same members into a model that compares by value, and emits nothing.
/// </summary>
internal sealed class FloorGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        Register(context, "Waybill.MessageAttribute");
        Register(context, "Waybill.HandlerAttribute");
        Register(context, "Waybill.ExchangeAttribute");
        Register(context, "Waybill.QueueAttribute");
    }

    private static void Register(IncrementalGeneratorInitializationContext context, string attribute) =>
        context.RegisterSourceOutput(
            context.SyntaxProvider.ForAttributeWithMetadataName(
                attribute,
                static (_, _) => true,
                static (target, _) => FloorModel.Of(target)
            ),
            static (_, _) => { }
        );
}

/// <summary>A symbol, its attribute's arguments and its members, as text.</summary>
internal sealed class FloorModel(ImmutableArray<string> parts) : IEquatable<FloorModel>
{
    private readonly ImmutableArray<string> _parts = parts;

    public static FloorModel Of(GeneratorAttributeSyntaxContext target)
    {
        var parts = ImmutableArray.CreateBuilder<string>();
        parts.Add(target.TargetSymbol.ToDisplayString());
        foreach (var argument in target.Attributes[0].ConstructorArguments)
        {
            parts.Add(argument.Value?.ToString() ?? "");
        }

        foreach (var member in (target.TargetSymbol as INamedTypeSymbol)?.GetMembers() ?? [])
        {
            switch (member)
            {
                case IPropertySymbol { DeclaredAccessibility: Accessibility.Public, IsStatic: false } property:
                    parts.Add(property.Name);
                    parts.Add(property.Type.ToDisplayString());
                    break;
                case IMethodSymbol { DeclaredAccessibility: Accessibility.Public, MethodKind: MethodKind.Ordinary, Name: "Handle" } method:
                    parts.Add(method.Name);
                    parts.AddRange(method.Parameters.Select(static parameter => parameter.Type.ToDisplayString()));
                    break;
            }
        }

        return new FloorModel(parts.ToImmutable());
    }

    public bool Equals(FloorModel? other) => other is not null && _parts.AsSpan().SequenceEqual(other._parts.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as FloorModel);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var part in _parts)
        {
            hash.Add(part, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }
}
