using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn.Parsing;

/// <summary>Says how generated code makes instances, and where arguments come from.</summary>
internal static class ConstructionParser
{
    public static ConstructedModel Parse(INamedTypeSymbol type)
    {
        var constructor = type.IsAbstract || type.IsStatic ? null : FindConstructor(type);
        return new ConstructedModel(
            SymbolNames.Global(type),
            type.Name,
            constructor is not null,
            constructor is null ? default : constructor.Parameters.Select(Injected).ToEquatableArray(),
            DisposalOf(type)
        );
    }

    /// <summary>Where a constructor's or method's argument comes from.</summary>
    public static InjectedModel Injected(IParameterSymbol parameter)
    {
        var type = parameter.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
        var key = KeyOf(parameter) is { } constant ? ConstantCode.Of(constant) : null;
        var source =
            key is not null ? InjectedFrom.Services
            : type.IsNamed("Waybill", "MessageContext") ? InjectedFrom.Context
            : type.IsNamed("Waybill", "IMessageBus") ? InjectedFrom.Bus
            : type.IsNamed("System", "IServiceProvider") ? InjectedFrom.ServiceProvider
            : type.IsNamed("System.Threading", "CancellationToken") ? InjectedFrom.CancellationToken
            : InjectedFrom.Services;
        return new InjectedModel(source, SymbolNames.Global(type), SymbolNames.Annotated(type), key, Default(parameter, key));
    }

    private static string? Default(IParameterSymbol parameter, string? key)
    {
        var type = parameter.Type;
        if (parameter.HasExplicitDefaultValue && parameter.ExplicitDefaultValue is { } value)
        {
            // The container cannot say whether a keyed value is missing or zero.
            return key is null || type.IsReferenceType ? ConstantCode.Of(type, value) : null;
        }

        return type.IsReferenceType && (parameter.HasExplicitDefaultValue || type.NullableAnnotation == NullableAnnotation.Annotated)
            ? InjectedModel.Nothing
            : null;
    }

    /// <summary>Whether a service can be passed: its type exists and is one that a container can hold, and its key can be said.</summary>
    public static bool CanInject(IParameterSymbol parameter) =>
        parameter.RefKind is RefKind.None or RefKind.In
        && parameter.Type is { IsRefLikeType: false, TypeKind: not (TypeKind.Error or TypeKind.Pointer or TypeKind.FunctionPointer) }
        && parameter.Type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T
        && (KeyOf(parameter) is not { } key || ConstantCode.Of(key) is not null);

    /// <summary>Whether generated code elsewhere in the assembly can name the type.</summary>
    public static bool IsReachable(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsFileLocal || current.IsUnboundGenericType || !IsVisible(current.DeclaredAccessibility))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether generated code elsewhere in the assembly can name the type with all that it is made of.</summary>
    public static bool CanName(ITypeSymbol type) =>
        type switch
        {
            IArrayTypeSymbol array => CanName(array.ElementType),
            INamedTypeSymbol { TypeKind: not TypeKind.Error } named => IsReachable(named) && named.TypeArguments.All(CanName),
            _ => type.TypeKind == TypeKind.Dynamic,
        };

    /// <summary>Public, or internal in some way.</summary>
    public static bool IsVisible(Accessibility accessibility) =>
        accessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;

    /// <summary>The key of a keyed service; null for a plain one, which a key of null is as well.</summary>
    private static TypedConstant? KeyOf(IParameterSymbol parameter)
    {
        var attribute = parameter
            .GetAttributes()
            .FirstOrDefault(data =>
                data.AttributeClass?.IsNamed("Microsoft.Extensions.DependencyInjection", "FromKeyedServicesAttribute") == true
            );
        return attribute is { ConstructorArguments: [{ IsNull: false } key] } ? key : null;
    }

    /// <summary>The public constructor with the most parameters; where none is public, the internal one.</summary>
    private static IMethodSymbol? FindConstructor(INamedTypeSymbol type) =>
        type
            .InstanceConstructors.Where(constructor => IsVisible(constructor.DeclaredAccessibility))
            .Where(constructor => constructor.Parameters.All(CanInject))
            .Where(constructor => !HasRequiredMembers(type) || SetsRequiredMembers(constructor))
            .OrderBy(constructor => constructor.DeclaredAccessibility == Accessibility.Public ? 0 : 1)
            .ThenByDescending(constructor => constructor.Parameters.Length)
            .FirstOrDefault();

    private static bool HasRequiredMembers(INamedTypeSymbol? type) =>
        type is not null
        && (
            type.GetMembers().Any(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })
            || HasRequiredMembers(type.BaseType)
        );

    private static bool SetsRequiredMembers(IMethodSymbol constructor) =>
        constructor
            .GetAttributes()
            .Any(attribute => attribute.AttributeClass?.IsNamed("System.Diagnostics.CodeAnalysis", "SetsRequiredMembersAttribute") == true);

    private static Disposal DisposalOf(INamedTypeSymbol type) =>
        type.AllInterfaces.Any(@interface => @interface.IsNamed("System", "IAsyncDisposable")) ? Disposal.Asynchronous
        : type.AllInterfaces.Any(@interface => @interface.SpecialType == SpecialType.System_IDisposable) ? Disposal.Synchronous
        : Disposal.None;
}
