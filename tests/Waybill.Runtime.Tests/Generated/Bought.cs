namespace Waybill.Runtime.Tests.Generated;

[Message(Shop.Exchange, "shop.{Region}.bought")]
public sealed partial record Bought(string Id, string Region);
