namespace Waybill.Runtime.Tests.Generated;

/// <summary>The names of a small shop, whose messages, handlers and module the generator writes.</summary>
public static class Shop
{
    [Exchange(ExchangeType.Topic)]
    public const string Exchange = "shop";

    [Queue]
    public const string Scoped = "scoped";

    [Queue]
    public const string Shared = "shared";

    [Queue]
    public const string Static = "static";
}
