using System.Collections.Immutable;
using Waybill.Transports;

namespace Waybill.Broker.Exchanges;

/// <summary>What one binding of a headers exchange asks of a message's headers, by RabbitMQ's rules.</summary>
internal sealed class HeaderRule
{
    private readonly ImmutableArray<HeaderArgument> _arguments;
    private readonly bool _any;

    private HeaderRule(ImmutableArray<HeaderArgument> arguments, bool any)
    {
        _arguments = arguments;
        _any = any;
    }

    /// <summary>The rule of a binding.</summary>
    /// <exception cref="TopologyValidationException">The binding's way of comparing is none that is known.</exception>
    public static HeaderRule Create(BindingDeclaration binding)
    {
        var (any, withX) = binding.Match switch
        {
            HeaderMatch.All => (false, false),
            HeaderMatch.Any => (true, false),
            HeaderMatch.AllWithX => (false, true),
            HeaderMatch.AnyWithX => (true, true),
            _ => throw new TopologyValidationException([
                $"The binding of queue '{binding.Queue}' to the exchange '{binding.Exchange}' has the unknown match '{binding.Match}'. Use one that {nameof(HeaderMatch)} names.",
            ]),
        };
        var arguments = binding.Arguments.IsDefault ? [] : binding.Arguments;
        return new HeaderRule([.. arguments.Select(HeaderArgument.Parse).Where(argument => argument.Counts(withX))], any);
    }

    /// <summary>Whether a message's headers match. Without an argument that counts, "all" matches everything and "any" nothing.</summary>
    /// <param name="headers">The headers; null for none.</param>
    public bool Matches(IReadOnlyDictionary<string, string>? headers)
    {
        foreach (var argument in _arguments)
        {
            if (argument.Matches(headers) == _any)
            {
                return _any;
            }
        }

        return !_any;
    }
}
