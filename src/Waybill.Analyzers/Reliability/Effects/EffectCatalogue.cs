using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using Waybill.Analyzers.Reliability.Flow;

namespace Waybill.Analyzers.Reliability.Effects;

/// <summary>The catalogue of effects and guards: the built-in lines, then the user's.</summary>
internal sealed class EffectCatalogue
{
    /// <summary>The name of the user's file among the additional files.</summary>
    public const string FileName = "waybill.effects.txt";

    private static readonly Lazy<ImmutableArray<CatalogueEntry>> s_builtIn = new(ReadBuiltIn);

    private readonly ILookup<string, CatalogueEntry> _byMember;
    private readonly ImmutableArray<CatalogueEntry> _prefixes;

    public EffectCatalogue(IEnumerable<CatalogueEntry> own)
    {
        var entries = s_builtIn.Value.AddRange(own);
        _byMember = entries.Where(entry => !entry.IsPrefix).ToLookup(entry => entry.Member, StringComparer.Ordinal);
        _prefixes = entries.Where(entry => entry.IsPrefix).ToImmutableArray();
    }

    /// <summary>The built-in lines.</summary>
    public static ImmutableArray<CatalogueEntry> BuiltIn => s_builtIn.Value;

    public static bool IsCatalogue(AdditionalText file) =>
        string.Equals(Path.GetFileName(file.Path), FileName, StringComparison.OrdinalIgnoreCase);

    /// <summary>The entries of a file, and its lines that cannot be read.</summary>
    public static IEnumerable<CatalogueEntry> Read(SourceText text, Action<TextLine, string> unreadable)
    {
        foreach (var line in text.Lines)
        {
            if (CatalogueParser.Parse(line.ToString(), out var problem) is { } entry)
            {
                yield return entry;
            }
            else if (problem is not null)
            {
                unreadable(line, problem);
            }
        }
    }

    /// <summary>The category of a call or creation; null when the catalogue does not name it, or its condition does not hold.</summary>
    public Category? Find(IOperation operation, HandlerFlow flow) => Entry(operation, flow)?.Category;

    private CatalogueEntry? Entry(IOperation operation, HandlerFlow flow)
    {
        var (method, member) = operation switch
        {
            IInvocationOperation call => (call.TargetMethod, call.TargetMethod.Name),
            IObjectCreationOperation { Constructor: { } constructor } => (constructor, CatalogueEntry.Constructor),
            _ => (null, ""),
        };
        if (method is null)
        {
            return null;
        }

        var entries = _byMember[member].Concat(_prefixes.Where(entry => entry.Names(member))).ToList();
        if (entries.Count == 0)
        {
            return null;
        }

        var types = Types(method.ContainingType).Concat(Types((operation as IInvocationOperation)?.Instance?.Type)).ToList();
        return entries.FirstOrDefault(entry => types.Any(type => IsNamed(type, entry.Type)) && Condition.Holds(entry, operation, flow));
    }

    private static IEnumerable<INamedTypeSymbol> Types(ITypeSymbol? type)
    {
        for (var current = type as INamedTypeSymbol; current is not null; current = current.BaseType)
        {
            yield return current;
        }

        foreach (var @interface in type?.AllInterfaces ?? ImmutableArray<INamedTypeSymbol>.Empty)
        {
            yield return @interface;
        }
    }

    private static bool IsNamed(INamedTypeSymbol type, string fullName)
    {
        if (!fullName.EndsWith(type.Name, StringComparison.Ordinal))
        {
            return false;
        }

        var name = type.Name;
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            name = $"{outer.Name}.{name}";
        }

        return type.ContainingNamespace.IsGlobalNamespace
            ? name == fullName
            : $"{type.ContainingNamespace.ToDisplayString()}.{name}" == fullName;
    }

    private static ImmutableArray<CatalogueEntry> ReadBuiltIn()
    {
        using var stream = typeof(EffectCatalogue).Assembly.GetManifestResourceStream("effects.txt")!;
        return Read(
                SourceText.From(stream),
                (line, problem) => throw new InvalidOperationException($"effects.txt, line {line.LineNumber + 1} {problem}")
            )
            .ToImmutableArray();
    }
}
