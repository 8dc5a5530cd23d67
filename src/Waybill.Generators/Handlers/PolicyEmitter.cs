using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Generators;

/// <summary>Writes the policies that must be code: the inbox key and the choice of exceptions.</summary>
internal static class PolicyEmitter
{
    private const string Invariant = "global::System.Globalization.CultureInfo.InvariantCulture";

    public static void Emit(SourceWriter writer, HandlerModel handler, HandlerMethodModel method)
    {
        if (method.Key is { } key)
        {
            writer.Line();
            writer.Line($"public override string? GetIdempotencyKey({method.MessageType} message) =>");
            writer.Lines($"\t{Key(key, method.MessageName, handler.Class.Name)};");
        }

        if (Condition(method.Retried) is { } condition)
        {
            writer.Line();
            writer.Line($"public override bool ShouldRetry(global::System.Exception exception) => {condition};");
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
            null => Throw($"{handler} names the inbox key '{key.Property}', and {key.Problem}. Name another in [Idempotent(Key = ...)]."),
            KeyFormat.Text when key.Converted is { } converted => Choice(
                $"{property} is {{ }} value && {converted} is {{ Length: > 0 }} key",
                "key",
                missing
            ),
            _ when key.Converted is { } converted => Choice($"{property} is {{ }} value", Text(key, converted), missing),
            KeyFormat.Text => Choice($"{property} is {{ Length: > 0 }} key", "key", missing),
            _ when key.IsNullable => Choice($"{property} is {{ }} key", Text(key, "key"), missing),
            _ => Text(key, property),
        };
    }

    private static string Text(KeyModel key, string value) =>
        key.Format switch
        {
            KeyFormat.Integer when key.EnumType is { } underlying => $"(({underlying}){value}).ToString({Invariant})",
            KeyFormat.Integer => $"{value}.ToString({Invariant})",
            KeyFormat.Floating => $"({value} + 0).ToString(\"R\", {Invariant})", // -0 + 0 is 0.
            KeyFormat.Decimal => $"{value}.ToString(\"G29\", {Invariant})",
            KeyFormat.RoundTrip => $"{value}.ToString(\"O\", {Invariant})",
            KeyFormat.Clock => $"{value}.Ticks.ToString({Invariant})",
            KeyFormat.Instant => $"{value}.UtcTicks.ToString({Invariant})",
            _ => $"{value}.ToString()",
        };

    private static string Choice(string condition, string value, string otherwise) => $"{condition}\n\t\t? {value}\n\t\t: {otherwise}";

    private static string Throw(string message) => $"throw new global::System.InvalidOperationException({SymbolNames.Literal(message)})";

    private static string? Condition(RetriedModel retried)
    {
        var on =
            !retried.Only ? null
            : retried.On.Count == 0 ? "false"
            : $"exception is {string.Join(" or ", retried.On)}";
        var never = retried.Never.Count == 0 ? null : $"exception is not ({string.Join(" or ", retried.Never)})";
        return (on, never) switch
        {
            (null, null) => null,
            (null, _) => never,
            ("false", _) or (_, null) => on,
            _ => $"{never} && {on}",
        };
    }
}
