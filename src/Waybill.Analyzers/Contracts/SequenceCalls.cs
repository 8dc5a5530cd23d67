using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Waybill.Roslyn;

namespace Waybill.Analyzers.Contracts;

/// <summary>The calls of LINQ through which a value goes as it is.</summary>
internal static class SequenceCalls
{
    private static readonly HashSet<string> s_sequences = new(StringComparer.Ordinal)
    {
        "Where",
        "Distinct",
        "Order",
        "OrderDescending",
        "OrderBy",
        "OrderByDescending",
        "ThenBy",
        "ThenByDescending",
        "Reverse",
        "Skip",
        "Take",
        "ToArray",
        "ToList",
        "AsEnumerable",
    };

    private static readonly HashSet<string> s_elements = new(StringComparer.Ordinal)
    {
        "First",
        "FirstOrDefault",
        "Last",
        "LastOrDefault",
        "Single",
        "SingleOrDefault",
    };

    /// <summary>The Select that makes a sequence of what its function returns; null where the function is another's.</summary>
    public static IInvocationOperation? Selecting(IReturnOperation @return) =>
        @return.Parent?.Parent
            is IAnonymousFunctionOperation
            {
                Parent: IDelegateCreationOperation
                {
                    Parent: IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Select" } method } call }
                }
            }
        && IsLinq(method)
            ? call
            : null;

    /// <summary>Whether what a call makes of a sequence is elements of it.</summary>
    /// <param name="argument">The argument that the sequence is.</param>
    /// <param name="call">The call.</param>
    /// <param name="isSequence">Whether it makes a sequence again, and not an element.</param>
    public static bool PassesOn(IArgumentOperation argument, IInvocationOperation call, out bool isSequence)
    {
        isSequence = s_sequences.Contains(call.TargetMethod.Name);
        return argument.Parameter is { Ordinal: 0 }
            && IsLinq(call.TargetMethod)
            && (isSequence || s_elements.Contains(call.TargetMethod.Name));
    }

    /// <summary>Whether a call makes a text of all elements.</summary>
    public static bool IsJoin(IArgumentOperation argument, IMethodSymbol method) =>
        // Among several arguments it is one that says its type.
        argument.ArgumentKind == ArgumentKind.Explicit
        && method is { IsStatic: true, ContainingType.SpecialType: SpecialType.System_String, Name: "Concat" or "Join" };

    private static bool IsLinq(IMethodSymbol method) => method.ContainingType.IsNamed("System.Linq", "Enumerable");
}
