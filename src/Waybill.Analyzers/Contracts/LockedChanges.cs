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
    public static IEnumerable<SchemaChange> Of(SchemaSet schema, SchemaSet locked, Compilation compilation) =>
        schema
            .Messages.SelectMany(message => SchemaComparison.Message(message.Name, locked, schema))
            .Concat(
                schema
                    .Enums.Where(@enum => locked.Enum(@enum.Name) is { } old && old != @enum && !IsDeclared(@enum.Name, compilation))
                    .SelectMany(@enum => SchemaComparison.Enum(@enum.Name, locked, schema))
            );

    /// <summary>Whether the enum stands in the source: then what changed of it is said there.</summary>
    private static bool IsDeclared(string name, Compilation compilation) =>
        compilation
            .GetSymbolsWithName(name.Substring(name.LastIndexOf('.') + 1), SymbolFilter.Type)
            .OfType<INamedTypeSymbol>()
            .Any(type => type.TypeKind == TypeKind.Enum && SymbolNames.Full(type) == name);
}
