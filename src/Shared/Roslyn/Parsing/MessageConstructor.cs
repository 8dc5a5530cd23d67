using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn.Parsing;

/// <summary>The constructor that a message is read with, while it is being parsed.</summary>
internal sealed class MessageConstructor
{
    private readonly IMethodSymbol _symbol;

    private readonly IAssemblySymbol _from;

    private MessageConstructor(IMethodSymbol symbol, IReadOnlyList<ISymbol> candidates, IAssemblySymbol from)
    {
        (_symbol, _from) = (symbol, from);
        Parameters = [.. symbol.Parameters.Select(parameter => (parameter, MemberFor(parameter, candidates)))];
    }

    /// <summary>The parameters, each with the member that it sets; null where its default value will do.</summary>
    public IReadOnlyList<(IParameterSymbol Parameter, ISymbol? Member)> Parameters { get; }

    /// <summary>Whether it vouches for the required members.</summary>
    public bool SetsRequiredMembers =>
        _symbol
            .GetAttributes()
            .Any(a => a.AttributeClass?.IsNamed("System.Diagnostics.CodeAnalysis", "SetsRequiredMembersAttribute") == true);

    /// <summary>The constructor that takes the most, all of its parameters members by name and type; of equal ones the first. Null when there is none.</summary>
    public static MessageConstructor? Find(INamedTypeSymbol type, IReadOnlyList<ISymbol> candidates, Vantage vantage)
    {
        MessageConstructor? found = null;
        foreach (var symbol in type.InstanceConstructors)
        {
            if (
                symbol.Parameters.Length > (found?.Parameters.Count ?? -1)
                && vantage.CanReach(symbol)
                && !IsCopyConstructor(symbol, type)
                && symbol.Parameters.All(parameter => parameter.RefKind == RefKind.None)
                && new MessageConstructor(symbol, candidates, vantage.Assembly) is var constructor
                && constructor.IsFit()
            )
            {
                found = constructor;
            }
        }

        return found;
    }

    /// <summary>What to do where <see cref="Find"/> finds none, as the end of a sentence.</summary>
    public static string Advice(INamedTypeSymbol type, IReadOnlyList<ISymbol> candidates) =>
        type
            .InstanceConstructors.Where(constructor => !IsCopyConstructor(constructor, type))
            .SelectMany(constructor => constructor.Parameters)
            .FirstOrDefault(parameter =>
                !parameter.HasExplicitDefaultValue && candidates.Any(member => MemberParser.IsIgnored(member) && IsOf(parameter, member))
            )
            is { } ignored
            ? $"its constructor's parameter '{ignored.Name}' sets what [Ignore] leaves out. Give it a default value, which readers pass then."
            : "give it a constructor whose parameters are its properties, by name and type.";

    public ISymbol Symbol => _symbol;

    public IParameterSymbol? ParameterOf(ISymbol member) =>
        Parameters.FirstOrDefault(pair => SymbolEqualityComparer.Default.Equals(pair.Member, member)).Parameter;

    /// <summary>Each parameter sets a member of its own, or has a default value that can be passed in its place.</summary>
    private bool IsFit()
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        return Parameters.All(pair => pair.Member is { } member ? seen.Add(member) : Constant(pair.Parameter) is not null);
    }

    /// <summary>A parameter's default value as C# writes it; null when it has none that generated code can say.</summary>
    public string? Constant(IParameterSymbol parameter) =>
        parameter.HasExplicitDefaultValue ? ConstantCode.Of(parameter.Type, parameter.ExplicitDefaultValue, _from) : null;

    /// <summary>The member that a parameter sets: the one of its very name, else the first whose name differs by case only.</summary>
    private static ISymbol? MemberFor(IParameterSymbol parameter, IReadOnlyList<ISymbol> candidates)
    {
        ISymbol? alike = null;
        foreach (var member in candidates)
        {
            if (IsOf(parameter, member) && !MemberParser.IsIgnored(member))
            {
                if (member.Name == parameter.Name)
                {
                    return member;
                }

                alike ??= member;
            }
        }

        return alike;
    }

    private static bool IsOf(IParameterSymbol parameter, ISymbol member) =>
        string.Equals(parameter.Name, member.Name, StringComparison.OrdinalIgnoreCase)
        && SymbolEqualityComparer.Default.Equals(parameter.Type, MemberParser.TypeOf(member));

    private static bool IsCopyConstructor(IMethodSymbol constructor, INamedTypeSymbol type) =>
        constructor.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, type);
}
