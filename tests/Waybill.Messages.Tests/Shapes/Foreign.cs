using Waybill.Messages.Tests.Shapes;

[assembly: Waybill.MessageFor(typeof(Vendors.Size))]
[assembly: Waybill.MessageFor(typeof(Vendors.Price))]
[assembly: Waybill.MessageFor(typeof(Vendors.Catalogue))]

namespace Waybill.Messages.Tests.Shapes;

/// <summary>Types that are not ours: such as a library would have.</summary>
[Message]
public sealed partial record Drawing(
    Vendors.Size From,
    Vendors.Size? To,
    List<Vendors.Size> Path,
    Vendors.Price Price,
    Vendors.Catalogue? Catalogue
);

/// <summary>As if in another assembly: nothing in it knows of messages.</summary>
public static class Vendors
{
    /// <summary>A struct whose properties have setters.</summary>
    public struct Size(int width, int height)
    {
        public int Width { get; set; } = width;
        public int Height { get; set; } = height;
        public readonly bool IsEmpty => Width == 0 && Height == 0;
    }

    /// <summary>Read by its constructor.</summary>
    public sealed class Price(decimal amount, string currency)
    {
        public decimal Amount { get; } = amount;
        public string Currency { get; } = currency;
    }

    /// <summary>Read by its setters, not sealed, with types of its own kind in it.</summary>
    public class Catalogue
    {
        public string Name { get; set; } = "";
        public Dictionary<string, Price> Prices { get; set; } = [];
        public Catalogue? Next { get; set; }
        internal int Hidden { get; set; }
        public int Count => Prices.Count;
    }

    public class Derived : Catalogue
    {
        public int More { get; set; }
    }
}
