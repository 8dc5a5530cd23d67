using Waybill.Wire;

namespace Waybill.Topologies;

/// <summary>The routing keys that a message's template can become.</summary>
internal static class RoutingTemplate
{
    /// <summary>The pattern that matches every key of the template: <c>order.{Region}.created</c> gives <c>order.*.created</c>.</summary>
    public static string ToPattern(string template) =>
        string.Join(".", RoutingPattern.Words(template).Select(word => IsComputed(word) ? RoutingPattern.One : word));

    /// <summary>Whether every message of the type has the same key.</summary>
    public static bool IsConstant(string template) => !IsComputed(template);

    /// <summary>Whether an exchange could hand a message of this template to a binding.</summary>
    public static bool CanMatch(string template, ExchangeType exchange, string pattern) =>
        exchange switch
        {
            ExchangeType.Topic => RoutingPattern.Intersect(ToPattern(template), pattern),
            ExchangeType.Direct => IsConstant(template) ? template == pattern : CanBecome(template, pattern),
            _ => true,
        };

    /// <summary>On a direct exchange * and # are ordinary characters.</summary>
    private static bool CanBecome(string template, string key)
    {
        var words = RoutingPattern.Words(template);
        var keyWords = RoutingPattern.Words(key);
        return words.Length == keyWords.Length
            && words.Zip(keyWords, (word, keyWord) => IsComputed(word) ? keyWord.Length > 0 : word == keyWord).All(same => same);
    }

    private static bool IsComputed(string text) => text.IndexOf('{') >= 0;
}
