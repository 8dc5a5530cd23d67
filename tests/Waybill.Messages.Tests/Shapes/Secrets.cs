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
