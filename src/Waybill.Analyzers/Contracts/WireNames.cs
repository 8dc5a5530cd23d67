using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Analyzers.Contracts;

/// <summary>
/// The names on the wire of a compilation's messages, of cases of unions, and of types of others that it nests. Made once for each compilation, whichever rule asks first.
/// Thread-safe.
/// </summary>
internal sealed class WireNames
{
    private static readonly ConditionalWeakTable<Compilation, Lazy<WireNames>> s_known = new();

    private readonly Compilation _compilation;
    private readonly Dictionary<string, List<INamedTypeSymbol>> _owners = new(StringComparer.Ordinal);

    private WireNames(Compilation compilation)
    {
        _compilation = compilation;
        foreach (var type in SourceTypes.In(compilation.Assembly.GlobalNamespace))
        {
            // What nothing is generated for has no name yet.
            if (type.Find("MessageAttribute") is not null && MessageParser.CanEmit(type))
            {
                AddAll(type);
            }
        }

        foreach (var type in ForeignMessages.Types(compilation.Assembly))
        {
            Add(SymbolNames.Full(type), type);
        }
    }

    /// <summary>Whether each name belongs to one type.</summary>
    public bool AreClear => _owners.Values.All(owners => owners.Count == 1);

    public static WireNames Of(Compilation compilation) =>
        s_known.GetValue(compilation, key => new Lazy<WireNames>(() => new WireNames(key))).Value;

    /// <summary>Whether a name belongs to several types: what of it a schema or lock file says, nobody knows then.</summary>
    public bool IsShared(string name) => _owners.TryGetValue(name, out var owners) && owners.Count > 1;

    /// <summary>The type that has the name; null where none or several have it.</summary>
    public INamedTypeSymbol? Owner(string name) => _owners.TryGetValue(name, out var owners) && owners.Count == 1 ? owners[0] : null;

    /// <summary>The type that has the name before another: the first one in the source, and where the source has none the first that is named. Null where that is the type itself.</summary>
    public INamedTypeSymbol? OwnerBefore(string name, INamedTypeSymbol type) =>
        IsShared(name) && First(_owners[name]) is var first && !SymbolEqualityComparer.Default.Equals(first, type) ? first : null;

    /// <summary>The names of a message and of its cases.</summary>
    public static IEnumerable<(string Name, INamedTypeSymbol Type)> Names(INamedTypeSymbol message)
    {
        var name = MessageParser.WireName(message);
        yield return (name, message);
        foreach (var @case in UnionParser.IsRoot(message) ? UnionParser.Cases(message) : [])
        {
            yield return (UnionModels.CaseName(name, @case), @case);
        }
    }

    private void AddAll(INamedTypeSymbol message)
    {
        foreach (var (name, type) in Names(message))
        {
            Add(name, type);
        }
    }

    private void Add(string name, INamedTypeSymbol type)
    {
        if (!_owners.TryGetValue(name, out var owners))
        {
            _owners.Add(name, owners = []);
        }

        owners.Add(type);
    }

    private INamedTypeSymbol First(List<INamedTypeSymbol> owners) =>
        owners
            .OrderBy(type => SourcePlace.Of(type, _compilation) is null)
            .ThenBy(type => SourcePlace.Of(type, _compilation)?.SourceTree!.FilePath, StringComparer.Ordinal)
            .ThenBy(type => SourcePlace.Of(type, _compilation)?.SourceSpan.Start)
            .First();
}
