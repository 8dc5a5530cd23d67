using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Waybill.Roslyn.Parsing;
using Waybill.Schemas;

namespace Waybill.Analyzers.Contracts;

/// <summary>
/// The base of the rules about the lock file. A project without one is left alone. They report symbol by symbol, and for types of others attribute by attribute, so that what
/// they say appears while one writes.
/// </summary>
public abstract class LockRule(DiagnosticDescriptor descriptor) : RuleAnalyzer(descriptor)
{
    /// <summary>The name of the message or enum, for code fixes.</summary>
    internal const string Owner = "Owner";

    /// <summary>What changed, for code fixes.</summary>
    internal const string Kind = "Kind";

    /// <summary>The name of the field, case or value, for code fixes.</summary>
    internal const string Part = "Part";

    /// <summary>The field's number before, for code fixes.</summary>
    internal const string Number = "Number";

    /// <summary>Every field of the message that was removed and is to be reserved, for code fixes: a line each, its number and its name split by a blank.</summary>
    internal const string Removed = "Removed";

    private protected override void Register(CompilationStartAnalysisContext context)
    {
        var file = new ProjectLock(context.Options, context.CancellationToken);
        var naming = SourceSchema.Naming(context.Compilation);
        context.RegisterSymbolAction(symbol => Analyze(symbol, naming, file), SymbolKind.NamedType);
        context.RegisterSyntaxNodeAction(node => AnalyzeForeign(node, naming, file), SyntaxKind.AttributeList);
    }

    /// <summary>Whether the change is this rule's.</summary>
    private protected abstract bool IsMine(SchemaChange change);

    /// <summary>The diagnostic of one change.</summary>
    /// <param name="place">Where it is reported.</param>
    /// <param name="change">The change.</param>
    /// <param name="isForeign">Whether what changed is another assembly's.</param>
    /// <param name="properties">What code fixes need to know of it.</param>
    /// <param name="options">The options of the build.</param>
    private protected abstract Diagnostic Report(
        Location place,
        SchemaChange change,
        bool isForeign,
        ImmutableDictionary<string, string?> properties,
        AnalyzerOptions options
    );

    /// <summary>What a code fix needs to know of the change.</summary>
    private protected static ImmutableDictionary<string, string?> Properties(
        SchemaChange change,
        params IEnumerable<SchemaChange> removed
    ) =>
        ImmutableDictionary<string, string?>
            .Empty.Add(Owner, change.Owner)
            .Add(Kind, change.Kind.ToString())
            .Add(Part, change.Part)
            .Add(Number, change.OldNumber.ToString(CultureInfo.InvariantCulture))
            .Add(
                Removed,
                string.Join("\n", removed.Select(field => $"{field.OldNumber.ToString(CultureInfo.InvariantCulture)} {field.Part}"))
            );

    /// <summary>Whether the tool builds the project in order to write the lock file: what it holds now is no measure then.</summary>
    private protected static bool IsAccepting(AnalyzerOptions options) => BuildProperty.IsTrue(options, "WaybillAcceptSchema");

    private void Analyze(SymbolAnalysisContext context, JsonNaming naming, ProjectLock file)
    {
        if (Locked(file, context.Options) is not { } locked)
        {
            return;
        }

        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind == TypeKind.Enum)
        {
            // Which enums are fields of messages, the lock file knows; a new one comes with its message.
            var @enum = EnumSchemas.Of(type);
            var changes = locked.Enum(@enum.Name) is null ? [] : SchemaComparison.Enum(@enum.Name, locked, SchemaSet.Of([], [@enum]));
            var places = new Places(change => MemberPlace.Of(type, change.Part, context.Compilation), static _ => false);
            Report(changes, places, context.ReportDiagnostic, context.Options, context.Compilation);
        }
        else if (SourceSchema.Of(type, naming, locked, context.CancellationToken) is { Schema: var schema })
        {
            // An enum that is not in the source is said where the message has it.
            var places = new Places(
                new MessagePlaces(type, schema, context.Compilation).Of,
                change => schema.Enum(change.Owner) is not null
            );
            var changes = LockedChanges.Of(schema, locked, context.Compilation, context.CancellationToken);
            Report(changes, places, context.ReportDiagnostic, context.Options, context.Compilation);
        }
    }

    private void AnalyzeForeign(SyntaxNodeAnalysisContext context, JsonNaming naming, ProjectLock file)
    {
        if (Locked(file, context.Options) is not { } locked)
        {
            return;
        }

        var from = context.Compilation.Assembly;
        foreach (var (type, place) in ForeignPlaces.In((AttributeListSyntax)context.Node, from))
        {
            if (ForeignMessages.Problem(type, from) is null)
            {
                var schema = SourceSchema.Of(ForeignMessages.Parse(type, from), naming, locked).Schema;
                var isForeign = !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, from);
                var places = new Places(_ => place, change => isForeign || schema.Enum(change.Owner) is not null);
                var changes = LockedChanges.Of(schema, locked, context.Compilation, context.CancellationToken);
                Report(changes, places, context.ReportDiagnostic, context.Options, context.Compilation);
            }
        }
    }

    /// <summary>Where changes are reported.</summary>
    /// <param name="Of">The place of one.</param>
    /// <param name="IsForeign">Whether what changed is another assembly's, which its user may not be able to mark.</param>
    private sealed record Places(Func<SchemaChange, Location> Of, Func<SchemaChange, bool> IsForeign);

    private static SchemaSet? Locked(ProjectLock file, AnalyzerOptions options) => IsAccepting(options) ? null : file.File?.Schema;

    private void Report(
        IEnumerable<SchemaChange> all,
        Places places,
        Action<Diagnostic> report,
        AnalyzerOptions options,
        Compilation compilation
    )
    {
        // Where two types have one name, which of them the file speaks of is for WB3004 to ask.
        var changes = all.Where(change => IsMine(change) && !WireNames.Of(compilation).IsShared(change.Owner)).ToList();
        foreach (var change in changes)
        {
            // Each message reserves its own: the root of a union its cases, and a case its fields.
            var removed = changes.Where(other => other.Owner == change.Owner && other is { Kind: ChangeKind.FieldRemoved, OldNumber: > 0 });
            report(Report(places.Of(change), change, places.IsForeign(change), Properties(change, removed), options));
        }
    }
}
