using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Waybill.Roslyn.Parsing;

namespace Waybill.Analyzers.Contracts;

/// <summary>Which members and parameters of a compilation are sensitive. Asked for every use of one.</summary>
internal sealed class SensitiveSymbols
{
    private readonly ConcurrentDictionary<ISymbol, bool> _known = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _holders = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<(ISymbol Member, ISymbol Type), bool> _knownOfTypes = new();

    /// <summary>Whether a value of the type may hold a sensitive one, however deep.</summary>
    public bool MayHold(ITypeSymbol type) => _holders.GetOrAdd(type, SensitiveMembers.MayHold);

    /// <summary>The sensitive member or parameter that an operation reads, as errors call it; null where it reads none.</summary>
    public string? Name(IOperation operation) =>
        operation switch
        {
            IPropertyReferenceOperation { Property.OriginalDefinition: var property } use => Name(property, use.Instance),
            IFieldReferenceOperation { Field.OriginalDefinition: { ContainingType.TypeKind: not TypeKind.Enum } field } use => Name(
                field,
                use.Instance
            ),
            IParameterReferenceOperation { Parameter: var parameter } => Name(parameter),
            _ => null,
        };

    private string? Name(ISymbol member, IOperation? instance)
    {
        if (_known.GetOrAdd(member, IsSensitive))
        {
            return $"{member.ContainingType.Name}.{member.Name}";
        }

        // A derived type may say it of what it inherits.
        return
            !member.IsStatic
            && instance?.Type?.OriginalDefinition is INamedTypeSymbol { TypeKind: TypeKind.Class } type
            && !SymbolEqualityComparer.Default.Equals(type, member.ContainingType)
            && _knownOfTypes.GetOrAdd((member, type), static key => SensitiveMembers.Contains(key.Member, (INamedTypeSymbol)key.Type))
            ? $"{type.Name}.{member.Name}"
            : null;
    }

    private string? Name(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } && _known.GetOrAdd(parameter, IsSensitive)
            ? $"{parameter.ContainingType.Name}.{SensitiveMembers.MemberOf(parameter)!.Name}"
        : SensitiveMembers.Mark(parameter) is not null ? $"'{parameter.Name}'"
        : null;

    /// <summary>
    /// The member without a mark that a marked parameter of a constructor is put into; null where there is none that a mark could be put on, and where it would hold the value. Of
    /// messages the mark itself is looked at.
    /// </summary>
    public ISymbol? UnmarkedKeeper(IOperation operation, Compilation compilation) =>
        operation
            is IParameterReferenceOperation
            {
                Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: var type } } parameter
            }
        && SensitiveMembers.MemberOf(parameter) is null
        && !IdleMarks.CarriesMembers(type)
        && KeptValue.Member(operation, type) is { } keeper
        && SourcePlace.Of(keeper, compilation) is not null
        && IsStored(keeper)
        && !_known.GetOrAdd(keeper, IsSensitive)
            ? keeper
            : null;

    /// <summary>A field, or a property with one of its own: another's setter may put something else somewhere else.</summary>
    private static bool IsStored(ISymbol member) =>
        member is IFieldSymbol
        || member
            .ContainingType.GetMembers()
            .Any(other => other is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, member));

    private static bool IsSensitive(ISymbol symbol) =>
        symbol is IParameterSymbol parameter
            ? SensitiveMembers.MemberOf(parameter) is { } member && SensitiveMembers.Contains(member, parameter.ContainingType)
        : symbol.IsStatic ? SensitiveMembers.Mark(symbol) is not null
        : SensitiveMembers.Contains(symbol, symbol.ContainingType);
}
