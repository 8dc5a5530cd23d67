namespace Waybill.Messages.Tests.Shapes;

/// <summary>A type that says what it was given when it refuses it, as many do; it does not know what it holds.</summary>
[Message]
public sealed partial record Talkative
{
    public Talkative(string text, ushort code)
    {
        if (text.Length != 4)
        {
            throw new ArgumentException($"'{text}' ({code}) is not four letters.", nameof(text));
        }

        Text = text;
        Code = code;
    }

    public string Text { get; }

    public ushort Code { get; }
}

/// <summary>An enum whose numbers are short.</summary>
public enum Weekday : byte
{
    Monday,
    Friday = 4,
}

/// <summary>Secrets in every place that errors could tell them from.</summary>
[Message("secrets", "secret.{Word}")]
public sealed partial record Secrets(
    string Word,
    [Sensitive] Talkative? Card,
    [Sensitive] byte Small,
    [Sensitive] Dictionary<string, int> ByName,
    [Sensitive] Weekday Day,
    [Sensitive] char Letter
);

/// <summary>The same deeper in.</summary>
[Message]
public sealed partial record HasSecrets(string Id, List<Secrets> All);

/// <summary>The same without the mark.</summary>
[Message]
public sealed partial record NoSecrets(Talkative? Card, Dictionary<string, int> ByName);

/// <summary>A type that says what it was given in every way that Waybill's own exception has.</summary>
[Message]
public sealed partial record Teller
{
    public Teller([Sensitive] string card) => Card = Refusal.Of(card);

    public string Card { get; }
}

/// <summary>The same deeper in.</summary>
[Message]
public sealed partial record HasTeller(Teller Inner);

/// <summary>The same without the mark.</summary>
[Message]
public sealed partial record NoTeller(NoTeller.Told Inner)
{
    [Message]
    public sealed partial record Told
    {
        public Told(string card) => Card = Refusal.Of(card);

        public string Card { get; }
    }
}

public static class Refusal
{
    // Short texts pass, so that there are such messages; and of any but the tests' secret the place is one that a reader could have found.
    public static string Of(string text) =>
        text.Length < 3 ? text : throw new MessageFormatException($"No {text}", text == "s3cret" ? 987_654_321 : 0, text);
}

/// <summary>A type that is no message, and says what it was given.</summary>
public sealed record Iban
{
    public Iban([Sensitive] string text) => Text = text.Length < 3 ? text : throw new FormatException($"No IBAN: {text}");

    public string Text { get; }
}

public readonly struct IbanConverter : IWireConverter<Iban, string>
{
    public static string ToWire(Iban value) => value.Text;

    public static Iban FromWire(string wire) => new(wire);
}

/// <summary>A value that a converter makes.</summary>
[Message]
public sealed partial record HasIban([property: SerializeWith(typeof(IbanConverter))] Iban Iban);
