using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn.Parsing;

/// <summary>Says how generated code makes instances, and where arguments come from.</summary>
internal static class ConstructionParser
{
    /// <param name="type">The class.</param>
    /// <param name="from">The assembly that code is generated in.</param>
    /// <param name="named">Takes what the code names.</param>
    public static ConstructedModel Parse(INamedTypeSymbol type, IAssemblySymbol from, MarkedSymbols? named = null)
    {
        var constructor = type.IsAbstract || type.IsStatic ? null : FindConstructor(type, from);
        named?.Add([type, constructor]);
        return new ConstructedModel(
            SymbolNames.Global(type),
            type.Name,
            constructor is not null,
            constructor is null ? default : constructor.Parameters.Select(parameter => Injected(parameter, from)).ToEquatableArray(),
            DisposalOf(type)
        );
    }

    /// <summary>Where a constructor's or method's argument comes from.</summary>
    public static InjectedModel Injected(IParameterSymbol parameter, IAssemblySymbol from)
    {
        var type = parameter.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
        var key = KeyOf(parameter) is { } constant ? ConstantCode.Of(constant, from) : null;
        var source =
            key is not null ? InjectedFrom.Services
            : type.IsNamed("Waybill", "MessageContext") ? InjectedFrom.Context
            : type.IsNamed("Waybill", "IMessageBus") ? InjectedFrom.Bus
            : type.IsNamed("System", "IServiceProvider") ? InjectedFrom.ServiceProvider
            : type.IsNamed("System.Threading", "CancellationToken") ? InjectedFrom.CancellationToken
            : InjectedFrom.Services;
        return new InjectedModel(source, SymbolNames.Global(type), SymbolNames.Annotated(type), key, Default(parameter, key, from));
    }

    private static string? Default(IParameterSymbol parameter, string? key, IAssemblySymbol from)
    {
        var type = parameter.Type;
        if (parameter.HasExplicitDefaultValue && parameter.ExplicitDefaultValue is { } value)
        {
            // The container cannot say whether a keyed value is missing or zero.
            return key is null || type.IsReferenceType ? ConstantCode.Of(type, value, from) : null;
        }

        return type.IsReferenceType && (parameter.HasExplicitDefaultValue || type.NullableAnnotation == NullableAnnotation.Annotated)
            ? InjectedModel.Nothing
            : null;
    }

    /// <summary>Whether a service can be passed: its type exists and is one that a container can hold, and its key can be said.</summary>
    public static bool CanInject(IParameterSymbol parameter, IAssemblySymbol from) =>
        parameter.RefKind is RefKind.None or RefKind.In
        && parameter.Type is { IsRefLikeType: false }
        && parameter.Type.TypeKind is not (TypeKind.Error or TypeKind.Dynamic or TypeKind.Pointer or TypeKind.FunctionPointer)
        && parameter.Type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T
        && (KeyOf(parameter) is not { } key || ConstantCode.Of(key, from) is not null);

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
    private static IMethodSymbol? FindConstructor(INamedTypeSymbol type, IAssemblySymbol from) =>
        type
            .InstanceConstructors.Where(from.CanUse)
            .Where(constructor => constructor.Parameters.All(parameter => CanInject(parameter, from)))
            .Where(constructor => !HasRequiredMembers(type) || SetsRequiredMembers(constructor))
            .OrderBy(constructor => constructor.DeclaredAccessibility == Accessibility.Public ? 0 : 1)
            .ThenByDescending(constructor => constructor.Parameters.Length)
            .FirstOrDefault();

    private static bool HasRequiredMembers(INamedTypeSymbol? type) =>
        type is not null
        && (
            DeclaredMembers.Values(type).Any(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })
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
