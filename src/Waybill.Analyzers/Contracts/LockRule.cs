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
    private protected abstract Diagnostic Report(
        Location place,
        SchemaChange change,
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
            Report(
                changes,
                change => MemberPlace.Of(type, change.Part, context.Compilation),
                context.ReportDiagnostic,
                context.Options,
                context.Compilation
            );
        }
        else if (SourceSchema.Of(type, naming, locked, context.CancellationToken) is { Schema: var schema })
        {
            var places = new MessagePlaces(type, schema, context.Compilation);
            Report(
                LockedChanges.Of(schema, locked, context.Compilation, context.CancellationToken),
                places.Of,
                context.ReportDiagnostic,
                context.Options,
                context.Compilation
            );
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
                Report(
                    LockedChanges.Of(schema, locked, context.Compilation, context.CancellationToken),
                    _ => place,
                    context.ReportDiagnostic,
                    context.Options,
                    context.Compilation
                );
            }
        }
    }

    private static SchemaSet? Locked(ProjectLock file, AnalyzerOptions options) => IsAccepting(options) ? null : file.File?.Schema;

    private void Report(
        IEnumerable<SchemaChange> all,
        Func<SchemaChange, Location> place,
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
            report(Report(place(change), change, Properties(change, removed), options));
        }
    }
}
