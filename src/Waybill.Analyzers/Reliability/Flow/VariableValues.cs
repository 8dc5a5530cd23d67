using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Waybill.Analyzers.Reliability.Flow;

/// <summary>The values that each local variable, lambda parameter and local function may have.</summary>
internal sealed class VariableValues
{
    private readonly Dictionary<ISymbol, List<IOperation>> _values = new(SymbolEqualityComparer.Default);

    public VariableValues(IEnumerable<IOperation> operations)
    {
        foreach (var operation in operations)
        {
            Collect(operation);
        }
    }

    public IReadOnlyList<IOperation> Of(ISymbol variable) => _values.TryGetValue(variable, out var values) ? values : [];

    private void Collect(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation declarator when declarator.GetVariableInitializer() is { } initializer:
                Add(declarator.Symbol, initializer.Value);
                break;
            case IAssignmentOperation { Target: ILocalReferenceOperation local } assignment:
                Add(local.Local, assignment.Value);
                break;
            case IDeconstructionAssignmentOperation deconstruction:
                AddLocals(deconstruction.Target, deconstruction.Value);
                break;
            case IForEachLoopOperation loop:
                foreach (var local in loop.Locals)
                {
                    Add(local, loop.Collection);
                }

                break;
            case IDeclarationPatternOperation { DeclaredSymbol: { } symbol } pattern when MatchedValue(pattern) is { } value:
                Add(symbol, value);
                break;
            case IRecursivePatternOperation { DeclaredSymbol: { } symbol } pattern when MatchedValue(pattern) is { } value:
                Add(symbol, value);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref, Parent: { } call } argument:
                AddLocals(argument.Value, call);
                break;
            case IAnonymousFunctionOperation function when CallWith(function) is { } call:
                foreach (var parameter in function.Symbol.Parameters)
                {
                    foreach (var other in call.ChildOperations.Where(child => !child.Syntax.Span.Contains(function.Syntax.Span)))
                    {
                        Add(parameter, other);
                    }
                }

                break;
            case ILocalFunctionOperation { Body: { } body } function:
                Add(function.Symbol, body);
                break;
            case IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction } call:
                foreach (var argument in call.Arguments.Where(argument => argument.Parameter is not null))
                {
                    Add(argument.Parameter!, argument.Value);
                }

                break;
        }
    }

    private void Add(ISymbol variable, IOperation value)
    {
        if (!_values.TryGetValue(variable, out var values))
        {
            _values.Add(variable, values = []);
        }

        values.Add(value);
    }

    private void AddLocals(IOperation target, IOperation value)
    {
        foreach (var local in target.DescendantsAndSelf().OfType<ILocalReferenceOperation>())
        {
            Add(local.Local, value);
        }
    }

    private static IOperation? MatchedValue(IOperation pattern)
    {
        for (var current = pattern.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case IIsPatternOperation isPattern:
                    return isPattern.Value;
                case ISwitchOperation @switch:
                    return @switch.Value;
                case ISwitchExpressionOperation @switch:
                    return @switch.Value;
            }
        }

        return null;
    }

    /// <summary>The call that a lambda is passed to: its parameters are elements of what is called, or of the other arguments.</summary>
    private static IInvocationOperation? CallWith(IAnonymousFunctionOperation function)
    {
        IOperation? current = function.Parent;
        while (current is IDelegateCreationOperation or IConversionOperation or IArgumentOperation)
        {
            current = current.Parent;
        }

        return current as IInvocationOperation;
    }
}
