using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Waybill.Analyzers.Reliability.Effects;
using Waybill.Analyzers.Reliability.Flow;

namespace Waybill.Analyzers.Reliability.Guards;

/// <summary>Tells whether a handler guards an effect: by a check that a second delivery does not pass, a key that the other end knows, or an insert that fails.</summary>
internal sealed class GuardFinder(EffectCatalogue catalogue, HandlerFlow flow, Inserts inserts)
{
    private readonly Checks _checks = new(catalogue, flow);
    private readonly PassedKeys _keys = new(catalogue, flow);

    public bool Guards(FoundEffect effect) =>
        _checks.Guard(effect) || _keys.Guard(effect) || IsAfterKeyedInsert(effect) || IsInsertWhoseFailureIsExpected(effect);

    private bool IsAfterKeyedInsert(FoundEffect effect) =>
        flow
            .All.OfType<IInvocationOperation>()
            .Any(call =>
                !ReferenceEquals(call, effect.Operation)
                && catalogue.Find(call, flow) is (Category.Add or Category.Insert) and var category
                && inserts.IsKeyed(call, category, effect)
            );

    /// <summary>A catch of what a database throws for a second row: there is a unique index that cannot be seen from here.</summary>
    private bool IsInsertWhoseFailureIsExpected(FoundEffect effect) =>
        effect.Category is Category.Add or Category.Insert or Category.Sql
        && flow.All.OfType<ICatchClauseOperation>()
            .Any(caught =>
                caught.ExceptionType.Name
                    is "DbUpdateException"
                        or "SqlException"
                        or "PostgresException"
                        or "NpgsqlException"
                        or "SqliteException"
                        or "MySqlException"
                        or "DbException"
                        or "MongoWriteException"
                || caught.ExceptionType.Name.Contains("Unique")
                || caught.ExceptionType.Name.Contains("Duplicate")
                || caught.ExceptionType.Name.Contains("AlreadyExists")
            );
}
