using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Waybill.Analyzers.Reliability.Loops;

/// <summary>What may leave a loop.</summary>
internal static class LoopExits
{
    /// <summary>The operation and all in it that runs where it stands: not the bodies of lambdas and local functions.</summary>
    public static IEnumerable<IOperation> Within(IOperation operation)
    {
        yield return operation;
        if (operation is IAnonymousFunctionOperation or ILocalFunctionOperation)
        {
            yield break;
        }

        foreach (var inner in operation.ChildOperations.SelectMany(Within))
        {
            yield return inner;
        }
    }

    public static bool MayLeave(ILoopOperation loop, IOperation operation) => Within(operation).Any(inner => MayLeaveAt(loop, inner));

    public static bool MayLeaveAt(ILoopOperation loop, IOperation operation) =>
        operation switch
        {
            IReturnOperation or IThrowOperation => true,
            IBranchOperation branch => branch.BranchKind == BranchKind.GoTo
                || SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel),
            IInvocationOperation call => !IsHarmless(call.TargetMethod),
            _ => IsToken(operation),
        };

    /// <summary>A reference to a cancellation token other than the one that is never cancelled.</summary>
    public static bool IsToken(IOperation operation) =>
        operation is ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation
        && operation.Type is { Name: "CancellationToken" or "CancellationTokenSource" }
        && operation is not IPropertyReferenceOperation { Property: { IsStatic: true, Name: "None" } };

    /// <summary>Calls that neither count nor throw for a reason of their own: waiting, logging, what the platform computes.</summary>
    public static bool IsHarmless(IMethodSymbol method)
    {
        if (
            method.Name.StartsWith("Throw", StringComparison.Ordinal)
            || method.ContainingType is not { TypeKind: not TypeKind.Delegate } type
        )
        {
            return false;
        }

        var @namespace = type.ContainingNamespace?.ToDisplayString() ?? "";
        return IsLogging(@namespace)
            || type.Name.EndsWith("Logger", StringComparison.Ordinal)
            || type is { Name: "ILogger" }
            || (IsPlatform(@namespace) && !@namespace.StartsWith("System.Runtime.ExceptionServices", StringComparison.Ordinal));
    }

    private static bool IsPlatform(string @namespace) =>
        @namespace == "System" || @namespace.StartsWith("System.", StringComparison.Ordinal);

    private static bool IsLogging(string @namespace) =>
        @namespace.StartsWith("Microsoft.Extensions.Logging", StringComparison.Ordinal)
        || @namespace.Split('.')[0] is "Serilog" or "NLog" or "log4net";
}
