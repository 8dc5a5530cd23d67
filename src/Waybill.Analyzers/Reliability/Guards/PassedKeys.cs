using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Waybill.Analyzers.Reliability.Effects;
using Waybill.Analyzers.Reliability.Flow;

namespace Waybill.Analyzers.Reliability.Guards;

/// <summary>Keys of the message that are passed along with a call: a header, an option, an argument. Which call of the method they belong to is not asked.</summary>
internal sealed class PassedKeys(EffectCatalogue catalogue, HandlerFlow flow)
{
    private readonly RandomKeys _randomKeys = new(catalogue, flow);
    private bool? _found;

    public bool Guard(FoundEffect effect) =>
        effect.Category
            is Category.Http
                or Category.Mail
                or Category.Sms
                or Category.Payment
                or Category.Bus
                or Category.Other
                or Category.Counter
        && (_found ??= flow.All.Any(Passes));

    private bool Passes(IOperation operation) =>
        operation switch
        {
            IInvocationOperation call => call.Arguments.Any(argument => IsKey(argument.Parameter?.Name, argument.Value))
                || (NamesKey(call) && call.Arguments.Any(argument => IsOfMessage(argument.Value))),
            IObjectCreationOperation creation => creation.Arguments.Any(argument => IsKey(argument.Parameter?.Name, argument.Value)),
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true } indexer } set =>
                indexer.Arguments.Any(argument => IsKeyText(argument.Value)) && IsOfMessage(set.Value),
            ISimpleAssignmentOperation { Target: IMemberReferenceOperation member } set => IsKey(member.Member.Name, set.Value),
            _ => false,
        };

    private bool IsKey(string? name, IOperation value) => name is not null && KeyNames.IsDeduplication(name) && IsOfMessage(value);

    /// <summary>A call that the catalogue names, or whose text is the name of such a header.</summary>
    private bool NamesKey(IInvocationOperation call) =>
        catalogue.Find(call, flow) == Category.Key || call.Arguments.Any(argument => IsKeyText(argument.Value));

    private static bool IsKeyText(IOperation value) =>
        HandlerFlow.Unwrap(value).ConstantValue is { HasValue: true, Value: string text }
        && text.Length < 64
        && KeyNames.IsDeduplication(text);

    private bool IsOfMessage(IOperation value) => flow.HasMessage(value) && _randomKeys.Find(value) is null;
}
