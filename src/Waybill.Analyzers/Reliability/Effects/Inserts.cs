using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Waybill.Analyzers.Reliability.Flow;
using Waybill.Roslyn;

namespace Waybill.Analyzers.Reliability.Effects;

/// <summary>Inserts of objects: repeated when the key is generated or random; a guard when it is the message's, for then the second one fails.</summary>
internal sealed class Inserts(EffectCatalogue catalogue, HandlerFlow flow, RandomKeys randomKeys)
{
    /// <summary>The calls that make adds last.</summary>
    private readonly List<IInvocationOperation> _commits =
    [
        .. flow
            .All.OfType<IInvocationOperation>()
            .Where(call =>
                catalogue.Find(call, flow) == Category.Commit || call.TargetMethod.Name.StartsWith("SaveChanges", StringComparison.Ordinal)
            ),
    ];

    /// <summary>What the call inserts again with each delivery, as the middle of a sentence.</summary>
    public IEnumerable<string> Repeated(IInvocationOperation call, Category category) =>
        category == Category.Add && _commits.Count == 0
            ? []
            : Objects(call).Select(creation => Repeated(creation)).OfType<string>().Take(1);

    /// <summary>Whether the call inserts under a key of the message, and from where on that holds: later effects run once.</summary>
    public bool IsKeyed(IInvocationOperation call, Category category, FoundEffect before)
    {
        if (!Objects(call).Any(IsKeyed) || !Scope.Dominates(call, before.Operation))
        {
            // One commit takes the adds before and after it: what follows the effect guards it as well.
            return category == Category.Add
                && before.Category == Category.Add
                && Objects(call).Any(IsKeyed)
                && Scope.IsIn(before.Operation, Scope.BranchOf(call));
        }

        return category == Category.Insert
            || before.Category is Category.Add or Category.Random
            || _commits.Any(commit => Scope.IsBefore(call, commit) && Scope.IsBefore(commit, before.Operation));
    }

    private string? Repeated(IObjectCreationOperation creation)
    {
        var type = (INamedTypeSymbol)creation.Type!;
        if (KeyNames.PrimaryKey(type) is not { } key || HasUniqueIndex(type) || IsDeduplicated(creation))
        {
            return null;
        }

        var values = ValuesOf(creation, key.Name).ToList();
        if (values.Select(randomKeys.Find).FirstOrDefault(random => random is not null) is { } random)
        {
            return $"adds a {type.Name} whose key is {random.TargetMethod.ContainingType.Name}.{random.TargetMethod.Name}";
        }

        // A class may make its key of what its constructor is given.
        var mayComputeKey = !type.IsRecord && creation.Arguments.Any(argument => argument.ArgumentKind == ArgumentKind.Explicit);
        return values.Count == 0 && !mayComputeKey && IsGenerated(key.Type) ? $"adds a {type.Name} with a generated key" : null;
    }

    private bool IsKeyed(IObjectCreationOperation creation)
    {
        var key = KeyNames.PrimaryKey((INamedTypeSymbol)creation.Type!);
        return IsDeduplicated(creation)
            || (key is not null && ValuesOf(creation, key.Name).Any(IsKey))
            || creation.Arguments.Any(argument => KeyNames.EndsInKey(argument.Parameter?.Name ?? "") && IsKey(argument.Value));
    }

    private bool IsKey(IOperation value) => flow.HasMessage(value) && randomKeys.Find(value) is null;

    private bool IsDeduplicated(IObjectCreationOperation creation) =>
        Members(creation).Any(set => KeyNames.IsDeduplication(set.Name) && IsKey(set.Value));

    private IEnumerable<IOperation> ValuesOf(IObjectCreationOperation creation, string member) =>
        Members(creation).Where(set => string.Equals(set.Name, member, StringComparison.OrdinalIgnoreCase)).Select(set => set.Value);

    private IEnumerable<(string Name, IOperation Value)> Members(IObjectCreationOperation creation) =>
        RandomKeys
            .Members(creation)
            .Concat(Later(creation).Select(set => (((IMemberReferenceOperation)set.Target).Member.Name, set.Value)));

    /// <summary>The assignments to the variable that holds the created object.</summary>
    private IEnumerable<ISimpleAssignmentOperation> Later(IObjectCreationOperation creation) =>
        flow
            .All.OfType<ISimpleAssignmentOperation>()
            .Where(set => set.Target is IMemberReferenceOperation { Instance: { } instance } && flow.Trace(instance) == creation);

    /// <summary>The objects that the call inserts, where their creation is in sight.</summary>
    private IEnumerable<IObjectCreationOperation> Objects(IInvocationOperation call) =>
        call
            .Arguments.Select(argument => flow.Trace(argument.Value))
            .SelectMany(value =>
                value is IArrayCreationOperation { Initializer: { } elements } ? elements.ElementValues.Select(flow.Trace) : [value]
            )
            .OfType<IObjectCreationOperation>()
            .Where(creation => creation.Type is INamedTypeSymbol { TypeKind: TypeKind.Class } type && !PlatformTypes.Has(type));

    private static bool IsGenerated(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Int16
        || type.IsNamed("System", "Guid")
        || type.IsNamed("MongoDB.Bson", "ObjectId");

    private static bool HasUniqueIndex(INamedTypeSymbol type) =>
        type.GetAttributes()
            .Any(attribute =>
                attribute.AttributeClass?.IsNamed("Microsoft.EntityFrameworkCore", "PrimaryKeyAttribute") == true
                || (
                    attribute.AttributeClass?.IsNamed("Microsoft.EntityFrameworkCore", "IndexAttribute") == true
                    && attribute.Named("IsUnique", false)
                )
            );
}
