using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Waybill.Manifests;
using Waybill.Roslyn;
using Waybill.Topologies;

namespace Waybill.Analyzers.Topology;

/// <summary>
/// The topology of a compilation and all that it references, merged and checked by the code that start-up runs. Made once for each compilation, whichever
/// rule asks first. Thread-safe.
/// </summary>
internal sealed class CompilationTopology
{
    private static readonly ConditionalWeakTable<Compilation, Lazy<CompilationTopology>> s_known = new();

    private readonly Compilation _compilation;
    private readonly ReferencedTopology _referenced;
    private readonly HashSet<string> _handled;
    private readonly Dictionary<string, QueueEntry> _queues = new(StringComparer.Ordinal);
    private readonly ILookup<ISymbol, Finding> _findings;

    private CompilationTopology(Compilation compilation, IAssemblySymbol abstractions)
    {
        _compilation = compilation;
        Source = new SourceTopology(compilation);
        _referenced = ReferencedTopology.Read(compilation, abstractions);

        // Handlers of references run only where a host names their modules; this assembly's come last, so that of two that contradict its is the second.
        List<ModuleInput> references = [.. _referenced.Modules.Select(module => new ModuleInput(module.Manifest, RunsHandlers: false))];
        List<ModuleInput> all = [.. references, new ModuleInput(Source.Manifest, RunsHandlers: true)];
        var merged = TopologyMerge.Merge(all);
        Merged = merged.Topology;
        Routes = new MessageRoutes(Merged);
        _handled = new(all.SelectMany(input => input.Manifest.Handlers).Select(handler => handler.Queue), StringComparer.Ordinal);
        foreach (var queue in all.SelectMany(input => input.Manifest.Queues).Where(queue => !_queues.ContainsKey(queue.Name)))
        {
            _queues.Add(queue.Name, queue);
        }

        var known = merged.Problems.Count == 0 ? [] : new HashSet<string>(TopologyMerge.Merge(references).Texts, StringComparer.Ordinal);
        _findings = merged
            .Problems.Where(problem => !known.Contains(problem.Text) && IsCertain(problem))
            .Select(Place)
            .OfType<Finding>()
            .GroupBy(finding => (finding.Problem.Rule, finding.Location))
            .Select(group => group.First())
            .ToLookup(finding => finding.Symbol, SymbolEqualityComparer.Default);
    }

    /// <summary>What this compilation itself declares.</summary>
    public SourceTopology Source { get; }

    /// <summary>What it and its references declare together.</summary>
    public MergedTopology Merged { get; }

    /// <summary>Where messages can go.</summary>
    public MessageRoutes Routes { get; }

    /// <summary>Whether every reference's manifest could be read: only then is something that is not in <see cref="Merged"/> not declared.</summary>
    public bool IsComplete => _referenced.IsComplete;

    public static CompilationTopology Of(Compilation compilation, IAssemblySymbol abstractions) =>
        s_known.GetValue(compilation, key => new Lazy<CompilationTopology>(() => new CompilationTopology(key, abstractions))).Value;

    /// <summary>The problems of a rule that belong to a symbol.</summary>
    public IEnumerable<Finding> Findings(ISymbol symbol, string rule) => _findings[symbol].Where(finding => finding.Problem.Rule == rule);

    /// <summary>The queue's declaration as written; null for one that nobody declares.</summary>
    public QueueEntry? Queue(string name) => _queues.TryGetValue(name, out var queue) ? queue : null;

    /// <summary>Whether a visible handler handles the queue.</summary>
    public bool IsHandled(string queue) => _handled.Contains(queue);

    private bool IsCertain(Problem problem) =>
        problem.Rule switch
        {
            // The handlers that settle a binding's exchange may be in an assembly that references this one.
            RuleIds.Undeclared when problem is { Subject.Kind: SubjectKind.Binding, Part: "pattern" } => IsHandled(
                problem.Subject.Name.Split('\n')[0]
            ),
            RuleIds.Undeclared => IsComplete,
            RuleIds.DeadLetter => IsComplete,
            RuleIds.Handler when problem is { Subject.Kind: SubjectKind.Handled, Part: null } => IsComplete,
            _ => true,
        };

    /// <summary>Where this compilation says or causes it; null for what a reference has by itself.</summary>
    private Finding? Place(Problem problem)
    {
        if (Source.Find(problem.Subject) is { } declaration)
        {
            var symbol = SourcePlace.Of(declaration.Symbol, _compilation) is null ? declaration.Outer : declaration.Symbol;
            return symbol is null ? null : new Finding(problem, symbol, AttributePlace.Of(declaration, problem.Part, _compilation));
        }

        // A queue or binding of a reference that does not go together with a handler here.
        return
            problem.Subject.Kind is SubjectKind.Queue or SubjectKind.Binding
            && HandlerOf(problem.Subject.Name.Split('\n')[0]) is { Attribute: { } attribute } handler
            ? new Finding(problem, handler.Symbol, AttributePlace.Of(attribute, "queue") ?? handler.Symbol.Locations[0])
            : null;
    }

    /// <summary>The handler of a queue in this compilation; null for none.</summary>
    public Declaration? HandlerOf(string queue) =>
        Source.Manifest.Handlers.FirstOrDefault(handler => handler.Queue == queue) is { } entry ? Source.Find(Subject.Of(entry)) : null;
}
