namespace Waybill.Runtime.Tests.Generated;

[Message(Shop.Exchange, "shop.packed")]
public sealed partial record Packed(string Id, int Boxes);
