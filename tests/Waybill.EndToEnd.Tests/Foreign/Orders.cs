using Waybill;

namespace OrderPipeline;

/// <summary>The sample's exchange, and queues that take what foreign producers publish to it.</summary>
public static class Orders
{
    [Exchange(ExchangeType.Topic)]
    public const string Exchange = "orders";

    [Exchange(ExchangeType.Fanout, Format = MessageFormat.Json)]
    public const string Feed = "feed";

    /// <summary>One type is handled: it needs no name.</summary>
    [Queue(Accept = MessageFormat.Json, DeadLetter = Dead)]
    public const string Created = "orders.created";

    /// <summary>Two types are handled: the routing key tells them apart.</summary>
    [Queue(Accept = MessageFormat.Json, DeadLetter = Dead)]
    public const string Any = "orders.any";

    /// <summary>Accepts nothing but what says what it is.</summary>
    [Queue(DeadLetter = Dead)]
    public const string Strict = "orders.strict";

    [Queue(DeadLetter = Dead)]
    public const string News = "news";

    /// <summary>What is published to the feed, for the test to look at.</summary>
    [Queue(DeadLetter = Dead), Binding(Feed, "")]
    public const string Archive = "news.archive";

    [Queue]
    public const string Dead = "orders.dead";
}
