using Microsoft.CodeAnalysis;
using Waybill.Roslyn;
using Waybill.Schemas;

namespace Waybill.Analyzers.Contracts;

/// <summary>What changed of a message since the lock file was written.</summary>
internal static class LockedChanges
{
    /// <summary>The changes of a message, the cases that it has, and the enums of its fields that nobody else reports.</summary>
    /// <param name="schema">The message, its cases and its enums.</param>
    /// <param name="locked">What the lock file has.</param>
    /// <param name="compilation">Where the message is declared.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public static IEnumerable<SchemaChange> Of(
        SchemaSet schema,
        SchemaSet locked,
        Compilation compilation,
        CancellationToken cancellationToken
    ) =>
        OfMessages(schema, locked, compilation, cancellationToken)
            .Concat(
                schema
                    .Enums.Where(@enum => IsSaidHere(@enum, schema, locked, compilation))
                    .SelectMany(@enum => SchemaComparison.Enum(@enum.Name, locked, schema))
            );

    private static IEnumerable<SchemaChange> OfMessages(
        SchemaSet schema,
        SchemaSet locked,
        Compilation compilation,
        CancellationToken cancellationToken
    )
    {
        var changes = Compared(schema);
        // Whether another type is the same under another name, the messages tell that are nested: it is seldom that one has to ask.
        var held = changes
            .Select(Held)
            .OfType<string>()
            .Distinct()
            .ToDictionary(name => name, name => HeldMessages.Of(name, locked, compilation, cancellationToken), StringComparer.Ordinal);
        if (held.Count == 0)
        {
            return changes;
        }

        var known = held.Values.OfType<SchemaSet>().ToList();
        return Compared(
                SchemaSet.Of(
                    schema.Messages.Concat(known.SelectMany(set => set.Messages)),
                    schema.Enums.Concat(known.SelectMany(set => set.Enums))
                )
            )
            .Where(change => Held(change) is not { } name || held[name] is not null);

        List<SchemaChange> Compared(SchemaSet @new) =>
            [.. schema.Messages.SelectMany(message => SchemaComparison.Message(message.Name, locked, @new))];

        // The message that a field is, and was not, where that breaks unless the two are the same.
        string? Held(SchemaChange change) =>
            change is { Kind: ChangeKind.TypeChanged, Verdict: Verdict.Breaks }
            && schema.Message(change.Owner)?.Fields.FirstOrDefault(field => field.Name == change.Part) is { Message: { } name } field
            && locked
                .Message(change.Owner)!
                .Fields.Any(before => before.Message is not null && (before.Name == field.Name || before.Number == field.Number))
                ? name
                : null;
    }

    private static bool IsSaidHere(EnumSchema @enum, SchemaSet schema, SchemaSet locked, Compilation compilation) =>
        locked.Enum(@enum.Name) is { } old ? old != @enum && !IsDeclared(@enum.Name, compilation) : IsLost(@enum.Name, schema, locked);

    /// <summary>Whether the lock file has a message with a field of the enum, but not the enum. The first such message says so for all.</summary>
    private static bool IsLost(string name, SchemaSet schema, SchemaSet locked) =>
        locked.Messages.FirstOrDefault(message => message.Enums.Contains(name)) is { } first
        && schema.Message(first.Name)?.Enums.Contains(name) == true;

    /// <summary>Whether the enum stands in the source: then what changed of it is said there.</summary>
    private static bool IsDeclared(string name, Compilation compilation) =>
        compilation
            .GetSymbolsWithName(name.Substring(name.LastIndexOf('.') + 1), SymbolFilter.Type)
            .OfType<INamedTypeSymbol>()
            .Any(type => type.TypeKind == TypeKind.Enum && SymbolNames.Full(type) == name);
}
