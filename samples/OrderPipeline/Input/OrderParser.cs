using System.Collections.Immutable;
using System.Text.Json;

namespace OrderPipeline.Input;

/// <summary>Makes an order of a line of JSON, or says why it is none.</summary>
internal static class OrderParser
{
    /// <summary>An order of so many characters fits a message whatever they are.</summary>
    private const int MaxLength = 256 * 1024;

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

        var quantity = line.Quantity ?? throw new FormatException($"lines[{index}].quantity is missing");
        if (quantity < 1)
        {
            throw new FormatException($"lines[{index}].quantity is {quantity}; it must be at least 1");
        }

        return new OrderLine(Text(line.Sku, $"lines[{index}].sku"), quantity, Amount(line.Price, $"lines[{index}].price"));
    }

    private static string Text(string? value, string field) =>
        string.IsNullOrWhiteSpace(value) ? throw new FormatException($"{field} is missing or empty") : value;

    private static decimal Amount(decimal? value, string field) =>
        value switch
        {
            null => throw new FormatException($"{field} is missing"),
            < 0 => throw new FormatException($"{field} is {value}; it must not be negative"),
            _ => value.Value,
        };

    /// <summary>System.Text.Json adds the path and position on the same line; the reason comes first.</summary>
    private static string FirstSentence(string message) => message.Split(" Path:", 2)[0].TrimEnd('.');
}
