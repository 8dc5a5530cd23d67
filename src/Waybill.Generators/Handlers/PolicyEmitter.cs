using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Generators;

/// <summary>Writes the policies that must be code: the inbox key and the choice of exceptions.</summary>
internal static class PolicyEmitter
{
    public static void Emit(SourceWriter writer, HandlerModel handler, HandlerMethodModel method)
    {
        if (method.Key is { } key)
        {
            writer.Line();
            writer.Line($"public override string? GetIdempotencyKey({method.MessageType} message) =>");
            writer.Lines($"    {Key(key, method.MessageName, handler.Class.Name)};");
        }

        if (Condition(method) is { } condition)
        {
            writer.Line();
            writer.Line($"public override bool ShouldRetry(Exception exception) => {condition};");
        }
    }

    private static string Key(KeyModel key, string message, string handler)
    {
        var property = $"message.{SymbolNames.Escape(key.Property)}";
        var missing = Throw(
            $"{message}.{key.Property} is {(key.Format == KeyFormat.Text ? "null or empty" : "null")}, and the inbox key of {handler} cannot be. "
                + "Set it before publishing, or name another property in [Idempotent(Key = ...)]."
        );
        return key.Format switch
        {
            null => Throw(
                $"{handler} names the inbox key '{key.Property}', and {message} has no such property that can be one. "
                    + "Name a property in [Idempotent(Key = ...)] that is text, a number, an enum, a Guid, or a date or time."
            ),
            KeyFormat.Text => Choice($"{property} is {{ Length: > 0 }} key", "key", missing),
            _ when key.IsNullable => Choice($"{property} is {{ }} key", Text(key, "key"), missing),
            _ => Text(key, property),
        };
    }

    private static string Text(KeyModel key, string value) =>
        key.Format switch
        {
            KeyFormat.Number when key.EnumType is { } underlying => $"(({underlying}){value}).ToString(CultureInfo.InvariantCulture)",
            KeyFormat.Number => $"{value}.ToString(CultureInfo.InvariantCulture)",
            KeyFormat.RoundTrip => $"{value}.ToString(\"O\", CultureInfo.InvariantCulture)",
            _ => $"{value}.ToString()",
        };

    private static string Choice(string condition, string value, string otherwise) =>
        $"{condition}\n        ? {value}\n        : {otherwise}";

    private static string Throw(string message) => $"throw new InvalidOperationException({SymbolNames.Literal(message)})";

    private static string? Condition(HandlerMethodModel method)
    {
        var on = method.RetryOn.Count == 0 ? null : $"exception is {string.Join(" or ", method.RetryOn)}";
        var never = method.RetryNever.Count == 0 ? null : $"exception is not ({string.Join(" or ", method.RetryNever)})";
        return (on, never) switch
        {
            (null, null) => null,
            (null, _) => never,
            (_, null) => on,
            _ => $"{never} && {on}",
        };
    }
}
