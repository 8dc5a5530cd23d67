namespace Waybill.EndToEnd.Tests;

/// <summary>The names of a till.</summary>
public static class Till
{
    [Exchange(ExchangeType.Topic)]
    public const string Exchange = "till";

    [Queue(DeadLetter = Dead, Accept = MessageFormat.Json)]
    public const string Cards = "till.cards";

    [Queue]
    public const string Dead = "till.dead";
}

/// <summary>A card that says what it was given when it refuses it.</summary>
[Message]
public sealed partial record Card
{
    public Card(string number)
    {
        if (number.Length != 16)
        {
#pragma warning disable WB1010 // What becomes of such a text is tested.
            throw new ArgumentException($"{number} is no card's number.", nameof(number));
#pragma warning restore WB1010
        }

        Number = number;
    }

    [Sensitive]
    public string Number { get; }
}

[Message(Till.Exchange, "card.{Shop}.seen")]
public sealed partial record CardSeen(string Shop, Card Card, [Sensitive] Dictionary<string, int> Limits);

/// <summary>Fails for every shop but one, and says of the message what ToString says.</summary>
[Handler(Till.Cards)]
[Retry(1)]
[NaturallyIdempotent("It only writes down what it heard.")]
public static class CardHandler
{
    public static void Handle(CardSeen seen, Shop shop) =>
        shop.Hear(seen.Shop == "good" ? seen.ToString() : throw new InvalidOperationException($"No such shop: {seen}"));
}
