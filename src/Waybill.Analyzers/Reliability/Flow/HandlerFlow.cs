using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Waybill.Roslyn;

namespace Waybill.Analyzers.Reliability.Flow;

/// <summary>
/// One handler method's operations in source order, and where its values come from. Knows which values a variable may have, not which one it has at a place:
/// enough to tell a key that is the message's from one that is not.
/// </summary>
internal sealed class HandlerFlow
{
    private const int MaxTrace = 8;

    private readonly IMethodSymbol _method;
    private readonly VariableValues _values;
    private readonly Dictionary<ISymbol, Sources> _sources = new(SymbolEqualityComparer.Default);

    public HandlerFlow(IMethodSymbol method, ImmutableArray<IOperation> blocks)
    {
        _method = method;
        All = blocks.SelectMany(block => block.DescendantsAndSelf()).ToImmutableArray();
        _values = new VariableValues(All);
    }

    /// <summary>Every operation of the method, lambdas and local functions included, in source order.</summary>
    public ImmutableArray<IOperation> All { get; }

    /// <summary>The message that the method handles.</summary>
    public IParameterSymbol Message => _method.Parameters[0];

    /// <summary>Whether the value is made from the message and nothing else.</summary>
    public bool IsOfMessage(IOperation operation) => SourcesOf(operation) == Sources.Message;

    /// <summary>Whether the value has something of the message in it.</summary>
    public bool HasMessage(IOperation operation) => (SourcesOf(operation) & Sources.Message) != 0;

    /// <summary>Whether the value was found outside by something of the message: a loaded entity, the answer of a query.</summary>
    public bool IsFound(IOperation operation) => SourcesOf(operation) == (Sources.Message | Sources.Outside);

    /// <summary>The values that a local variable or lambda parameter is given.</summary>
    public IReadOnlyList<IOperation> ValuesOf(ISymbol variable) => _values.Of(variable);

    /// <summary>The value itself: without conversions, and for a variable that is given one value, that one.</summary>
    public IOperation Trace(IOperation operation)
    {
        for (var i = 0; i < MaxTrace; i++)
        {
            operation = Unwrap(operation);
            if (Variable(operation) is not { } variable || _values.Of(variable) is not [var value] || ReferenceEquals(value, operation))
            {
                break;
            }

            operation = value;
        }

        return operation;
    }

    /// <summary>The assignments to members of the object in a local variable, after its creation.</summary>
    public IEnumerable<ISimpleAssignmentOperation> MemberAssignments(IOperation operation) =>
        Variable(Unwrap(operation)) is { } variable
            ? All.OfType<ISimpleAssignmentOperation>()
                .Where(set => set.Target is IMemberReferenceOperation { Instance: { } instance } && IsVariable(instance, variable))
            : [];

    /// <summary>The local variable or lambda parameter that this reads; null for anything else.</summary>
    public static ISymbol? Variable(IOperation operation) =>
        operation switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation
            {
                Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction }
            } parameter => parameter.Parameter,
            _ => null,
        };

    public static bool IsVariable(IOperation operation, ISymbol variable) =>
        SymbolEqualityComparer.Default.Equals(Variable(Unwrap(operation)), variable);

    /// <summary>Without conversions, awaits, parentheses and <c>ConfigureAwait</c>.</summary>
    public static IOperation Unwrap(IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation conversion:
                    operation = conversion.Operand;
                    break;
                case IAwaitOperation await:
                    operation = await.Operation;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask", Instance: { } task }:
                    operation = task;
                    break;
                default:
                    return operation;
            }
        }
    }

    public Sources SourcesOf(IOperation operation) =>
        operation switch
        {
            IPropertyReferenceOperation { Instance: { } instance, Property.Name: "Services" or "ApplicationServices" or "Bus" }
                when IsContext(instance.Type) => Sources.Outside,
            IParameterReferenceOperation parameter => OfParameter(parameter.Parameter),
            ILocalReferenceOperation local => OfVariable(local.Local),
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => Sources.Outside,
            IMemberReferenceOperation { Instance: null } member => OfStatic(member),
            IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction } call => OfChildren(call)
                | OfVariable(call.TargetMethod),
            _ => OfChildren(operation),
        };

    private Sources OfChildren(IOperation operation)
    {
        var sources = Sources.None;
        foreach (var child in operation.ChildOperations)
        {
            sources |= SourcesOf(child);
        }

        return sources;
    }

    private Sources OfParameter(IParameterSymbol parameter)
    {
        if (SymbolEqualityComparer.Default.Equals(parameter, Message) || IsContext(parameter.Type))
        {
            return Sources.Message;
        }

        return parameter.Type.IsNamed("System.Threading", "CancellationToken") ? Sources.None
            : parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction }
                ? OfVariable(parameter)
            : Sources.Outside;
    }

    private Sources OfVariable(ISymbol variable)
    {
        if (_sources.TryGetValue(variable, out var known))
        {
            return known;
        }

        // Ends a circle: x = x + 1.
        _sources[variable] = Sources.None;
        var sources = Sources.None;
        foreach (var value in _values.Of(variable))
        {
            sources |= SourcesOf(value);
        }

        return _sources[variable] = sources;
    }

    private static Sources OfStatic(IMemberReferenceOperation member) =>
        member.ConstantValue.HasValue || member.Member is IMethodSymbol || PlatformTypes.Has(member.Member.ContainingType)
            ? Sources.None
            : Sources.Outside;

    private static bool IsContext(ITypeSymbol? type) => type?.IsNamed("Waybill", "MessageContext") == true;
}
