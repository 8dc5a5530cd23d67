using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Waybill.Analyzers.Reliability.Flow;

namespace Waybill.Analyzers.Reliability.Effects;

/// <summary>Finds the SQL of a call: an argument, or the command's text.</summary>
internal static class SqlCall
{
    /// <summary>What the SQL does again with each delivery; null when it cannot be told.</summary>
    public static string? Repeats(IInvocationOperation call, HandlerFlow flow, RandomKeys randomKeys)
    {
        var text =
            call.Arguments.Select(argument => Text(argument.Value, flow)).FirstOrDefault(found => found is not null)
            ?? (call.Instance is { } command ? CommandText(command, flow) : null);
        return text is null ? null : SqlText.Repeated(text, HasRandomKey(call, flow, randomKeys));
    }

    private static string? CommandText(IOperation command, HandlerFlow flow)
    {
        var set = flow.MemberAssignments(command)
            .LastOrDefault(set => ((IMemberReferenceOperation)set.Target).Member.Name == "CommandText");
        return set is not null ? Text(set.Value, flow)
            : flow.Trace(command) is IObjectCreationOperation creation
                ? RandomKeys.Members(creation).Select(member => Text(member.Value, flow)).FirstOrDefault(text => text is not null)
            : null;
    }

    private static string? Text(IOperation operation, HandlerFlow flow)
    {
        var value = flow.Trace(operation);
        if (value.ConstantValue is { HasValue: true, Value: string constant })
        {
            return constant;
        }

        var interpolated = value switch
        {
            IInterpolatedStringOperation direct => direct,
            // FormattableStringFactory or a handler: the text is in it.
            _ => value.ChildOperations.OfType<IInterpolatedStringOperation>().FirstOrDefault(),
        };
        if (interpolated is null)
        {
            return null;
        }

        var text = new StringBuilder();
        foreach (var part in interpolated.Parts)
        {
            text.Append(
                part is IInterpolatedStringTextOperation { Text.ConstantValue: { HasValue: true, Value: string literal } } ? literal : "@p"
            );
        }

        return text.ToString();
    }

    private static bool HasRandomKey(IInvocationOperation call, HandlerFlow flow, RandomKeys randomKeys) =>
        call
            .Arguments.Select(argument => flow.Trace(argument.Value))
            .OfType<IAnonymousObjectCreationOperation>()
            .SelectMany(creation => creation.Initializers.OfType<ISimpleAssignmentOperation>())
            .Any(set =>
                set.Target is IPropertyReferenceOperation property
                && KeyNames.IsIdentity(property.Property.Name)
                && randomKeys.Find(set.Value) is not null
            );
}
