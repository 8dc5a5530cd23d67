using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Waybill.Analyzers.Reliability.Flow;
using Waybill.Analyzers.Reliability.Guards;

namespace Waybill.Analyzers.Reliability.Effects;

/// <summary>Finds a handler method's effects that a second delivery repeats.</summary>
internal sealed class EffectFinder
{
    private readonly EffectCatalogue _catalogue;
    private readonly HandlerFlow _flow;
    private readonly Inserts _inserts;
    private readonly Changes _changes;
    private readonly RandomKeys _randomKeys;

    public EffectFinder(EffectCatalogue catalogue, HandlerFlow flow)
    {
        _catalogue = catalogue;
        _flow = flow;
        _randomKeys = new RandomKeys(catalogue, flow);
        _inserts = new Inserts(catalogue, flow, _randomKeys);
        _changes = new Changes(catalogue, flow);
    }

    /// <summary>The effects that nothing guards, in source order.</summary>
    public IReadOnlyList<FoundEffect> Find()
    {
        var effects = _flow.All.SelectMany(Effects).ToList();
        if (effects.Count == 0)
        {
            return effects;
        }

        var guards = new GuardFinder(_catalogue, _flow, _inserts);
        return [.. effects.Where(effect => !guards.Guards(effect)).OrderBy(effect => effect.Location.SourceSpan.Start)];
    }

    private IEnumerable<FoundEffect> Effects(IOperation operation) =>
        operation switch
        {
            IInvocationOperation call => Called(call).Concat(_randomKeys.Published(call)),
            IObjectCreationOperation => Called(operation),
            IReturnOperation @return => _randomKeys.Returned(@return),
            ICompoundAssignmentOperation or IIncrementOrDecrementOperation or ISimpleAssignmentOperation => Changed(operation),
            _ => [],
        };

    private IEnumerable<FoundEffect> Called(IOperation operation)
    {
        if (_catalogue.Find(operation, _flow) is not { } category)
        {
            yield break;
        }

        switch (category)
        {
            case Category.Http or Category.Mail or Category.Sms or Category.Payment or Category.File or Category.Bus or Category.Other:
                yield return new(operation, category, $"calls {Name(operation)}");
                break;
            case Category.Counter when !IsCompared(operation):
                yield return new(operation, category, $"calls {Name(operation)}");
                break;
            case Category.Sql when SqlCall.Repeats((IInvocationOperation)operation, _flow, _randomKeys) is { } what:
                yield return new(operation, category, $"runs {what} by {Name(operation)}");
                break;
            case Category.Insert or Category.Add:
                foreach (var what in _inserts.Repeated((IInvocationOperation)operation, category))
                {
                    yield return new(operation, category, what);
                }

                break;
        }
    }

    private IEnumerable<FoundEffect> Changed(IOperation operation)
    {
        if (_changes.Find(operation) is { } what)
        {
            yield return new(operation, Category.Add, what);
        }
    }

    /// <summary>A counter whose new value is compared is a check for a repetition, or a limit on calls.</summary>
    private static bool IsCompared(IOperation operation)
    {
        var current = operation.Parent;
        while (current is IAwaitOperation or IConversionOperation or IParenthesizedOperation)
        {
            current = current.Parent;
        }

        return current is IBinaryOperation or IIsPatternOperation or IVariableInitializerOperation;
    }

    /// <summary><c>HttpClient.PostAsync</c>, as the source has it: an extension is called on its first argument.</summary>
    private static string Name(IOperation operation) =>
        operation switch
        {
            IInvocationOperation { TargetMethod: { } method } call => method.IsExtensionMethod && call.Arguments.Length > 0
                ? $"{HandlerFlow.Unwrap(call.Arguments[0].Value).Type?.Name ?? method.ContainingType.Name}.{method.Name}"
                : $"{(call.Instance?.Type ?? method.ContainingType).Name}.{method.Name}",
            _ => $"new {operation.Type?.Name}",
        };
}
