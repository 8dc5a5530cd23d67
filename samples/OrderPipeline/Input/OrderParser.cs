using System.Collections.Immutable;
using System.Text.Json;

namespace OrderPipeline.Input;

/// <summary>Makes an order of a line of JSON, or says why it is none.</summary>
internal static class OrderParser
{
    /// <summary>An order of so many characters fits a message whatever they are.</summary>
    private const int MaxLength = 256 * 1024;

    /// <summary>How many unknown members a message names.</summary>
    private const int MaxNamed = 5;

    /// <exception cref="FormatException">The line is no order; the message says why.</exception>
    public static OrderCreated Parse(string line)
    {
        if (line.Length > MaxLength)
        {
            throw new FormatException($"the line has {line.Length} characters; {MaxLength} are allowed");
        }

        OrderJson? json;
        try
        {
            json = JsonSerializer.Deserialize(line, OrderJsonContext.Default.OrderJson);
        }
        catch (JsonException e)
        {
            // Behind the place, System.Text.Json names types of this program, which mean nothing to whoever wrote the line.
            throw new FormatException(
                e.Path is ['$', '.', .. var field] ? $"{field} is of the wrong type or cut off"
                    : e.Message.Contains(nameof(OrderJson)) ? "not JSON of an order: it is no object"
                    : $"not JSON of an order: {FirstSentence(e.Message)}",
                e
            );
        }

        if (json is null)
        {
            throw new FormatException("null is no order");
        }

        RequireMembers(
            "",
            [("order_id", json.OrderId), ("user_id", json.UserId), ("amount", json.Amount), ("region", json.Region)],
            json.Unknown
        );
        return new OrderCreated(
            Text(json.OrderId, "order_id"),
            Text(json.UserId, "user_id"),
            Amount(json.Amount, "amount"),
            Text(json.Region, "region"),
            json.Currency,
            json.Lines is null ? [] : [.. json.Lines.Select(Line)]
        );
    }

    private static OrderLine Line(OrderLineJson? line, int index)
    {
        if (line is null)
        {
            throw new FormatException($"lines[{index}] is null");
        }

        RequireMembers($"lines[{index}].", [("sku", line.Sku), ("quantity", line.Quantity), ("price", line.Price)], line.Unknown);
        if (line.Quantity < 1)
        {
            throw new FormatException($"lines[{index}].quantity is {line.Quantity}; it must be at least 1");
        }

        return new OrderLine(
            Text(line.Sku, $"lines[{index}].sku"),
            line.Quantity.GetValueOrDefault(),
            Amount(line.Price, $"lines[{index}].price")
        );
    }

    /// <summary>Everything that is missing at once, and what stands there instead: <c>orderId</c> is soon written for <c>order_id</c>.</summary>
    private static void RequireMembers(string path, (string Name, object? Value)[] members, Dictionary<string, JsonElement>? unknown)
    {
        var missing = members.Where(member => member.Value is null).Select(member => path + member.Name).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        var instead = unknown is null ? "" : $"; no order has {string.Join(", ", unknown.Keys.Take(MaxNamed).Select(name => path + name))}";
        throw new FormatException($"{string.Join(", ", missing)} {(missing.Count == 1 ? "is" : "are")} missing{instead}");
    }

    private static string Text(string? value, string field) =>
        string.IsNullOrWhiteSpace(value) ? throw new FormatException($"{field} is empty") : value;

    private static decimal Amount(decimal? value, string field) =>
        value < 0 ? throw new FormatException($"{field} is {value}; it must not be negative") : value.GetValueOrDefault();

    /// <summary>System.Text.Json adds the path and position on the same line; the reason comes first.</summary>
    private static string FirstSentence(string message) => message.Split(" Path:", 2)[0].TrimEnd('.');
}
