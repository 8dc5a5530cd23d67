using Waybill.Wire;

namespace Waybill.Runtime.Dispatch;

/// <summary>The keys that a message type is published under. Its pattern is made when a foreign message first asks. Thread-safe.</summary>
/// <param name="template">The routing key's template; empty for a type without a key.</param>
internal sealed class KeyTemplate(string template)
{
    private RoutingPattern? _pattern;

    public bool Matches(string routingKey) => template.Length != 0 && (_pattern ??= Pattern())?.Matches(routingKey) == true;

    private RoutingPattern? Pattern() =>
        RoutingPattern.TryParse(RoutingKeyTemplate.Parse(template).ToPattern(), out var pattern, out _) ? pattern : null;
}
