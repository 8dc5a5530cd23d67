using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Waybill.Roslyn.Parsing;
using Waybill.Schemas;

namespace Waybill.Analyzers.Contracts;

/// <summary>
/// The base of the rules about the lock file. A project without one is left alone. They report symbol by symbol, so that what they say appears while one writes.
/// </summary>
public abstract class LockRule(DiagnosticDescriptor descriptor) : RuleAnalyzer(descriptor)
{
    /// <summary>The name of the message or enum, for code fixes.</summary>
    internal const string Owner = "Owner";

    /// <summary>What changed, for code fixes.</summary>
    internal const string Kind = "Kind";

    /// <summary>The field's number before, for code fixes.</summary>
    internal const string Number = "Number";

    /// <summary>Every field of the message that was removed and is to be reserved, for code fixes: a line each, its number and its name split by a blank.</summary>
    internal const string Removed = "Removed";

    private protected override void Register(CompilationStartAnalysisContext context)
    {
        var file = new ProjectLock(context.Options, context.CancellationToken);
        var naming = SourceSchema.Naming(context.Compilation);
        context.RegisterSymbolAction(symbol => Analyze(symbol, naming, file), SymbolKind.NamedType);
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
            .Add(Number, change.OldNumber.ToString(CultureInfo.InvariantCulture))
            .Add(
                Removed,
                string.Join("\n", removed.Select(field => $"{field.OldNumber.ToString(CultureInfo.InvariantCulture)} {field.Part}"))
            );

    /// <summary>Whether the tool builds the project in order to write the lock file: what it holds now is no measure then.</summary>
    private protected static bool IsAccepting(AnalyzerOptions options) => BuildProperty.IsTrue(options, "WaybillAcceptSchema");

    private void Analyze(SymbolAnalysisContext context, JsonNaming naming, ProjectLock file)
    {
        if (file.File is not { Schema: var locked } || IsAccepting(context.Options))
        {
            return;
        }

        var type = (INamedTypeSymbol)context.Symbol;
        var changes = Changes(type, naming, locked, context.CancellationToken).Where(IsMine).ToList();
        var name = MessageParser.WireName(type);
        var removed = changes.Where(change => change.Owner == name && change is { Kind: ChangeKind.FieldRemoved, OldNumber: > 0 }).ToList();
        foreach (var change in changes)
        {
            var place = change.Part is null ? type.Locations[0] : MemberPlace.Of(type, change.Part);
            // A case of a union has fields of its own, and the root's attribute would not reserve them.
            var reservable = change.Owner == name ? removed : [];
            context.ReportDiagnostic(Report(place, change, Properties(change, reservable), context.Options));
        }
    }

    private static IEnumerable<SchemaChange> Changes(
        INamedTypeSymbol type,
        JsonNaming naming,
        SchemaSet locked,
        CancellationToken cancellationToken
    )
    {
        if (type.TypeKind == TypeKind.Enum)
        {
            // Which enums are fields of messages, the lock file knows; a new one comes with its message.
            var @enum = EnumSchemas.Of(type);
            return locked.Enum(@enum.Name) is null ? [] : SchemaComparison.Enum(@enum.Name, locked, SchemaSet.Of([], [@enum]));
        }

        return SourceSchema.Of(type, naming, locked, cancellationToken) is { } schema
            ? schema.Messages.SelectMany(message => SchemaComparison.Message(message.Name, locked, schema))
            : [];
    }
}
