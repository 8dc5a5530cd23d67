using System.Text;
using Waybill.Json.Tests.Support;
using Waybill.Messages.Tests.Shapes;
using Waybill.Messages.Tests.Support;
using Waybill.Tests;

namespace Waybill.Json.Tests;

/// <summary>Writing allocates nothing, and reading what the object graph holds.</summary>
public sealed class AllocationTests
{
    public static TheoryData<string> Members => [.. typeof(OptionalScalars).GetProperties().Select(member => member.Name)];

    [Theory]
    [MemberData(nameof(Members))]
    public void Writing_a_value_allocates_nothing(string member)
    {
        var full = new RandomMessages(1).Create<Scalars>() with { Single = 1.5f, Double = 0.1, Char = 'x' };
        var message = new OptionalScalars();
        var value = typeof(Scalars).GetProperty(member)!.GetValue(full);
        typeof(OptionalScalars).GetProperty(member)!.SetValue(message, value);

        AssertNone(message);
    }

    [Fact]
    public void Writing_allocates_nothing_though_the_buffer_is_too_small()
    {
        AssertNone(new RandomMessages(2).Create<Order>());
        AssertNone(new RandomMessages(3).Create<Tree>());
        AssertNone(
            new Drawing(new Vendors.Size(1, 2), null, [new Vendors.Size(3, 4)], new Vendors.Price(1.5m, "EUR"), new Vendors.Catalogue())
        );
        AssertNone(new Named(new string('\u00e4', 20_000)));
    }

    [Fact]
    public void Reading_allocates_the_objects_and_their_texts()
    {
        var json =
            """{"orderId":"o-1","region":"eu","shipTo":{"street":"s","city":"c","note":null},"total":{"amount":1.5,"currency":"EUR"},"lines":[{"sku":"a","quantity":1,"price":{"amount":1,"currency":"EUR"}},{"sku":"b","quantity":2,"price":{"amount":2,"currency":"EUR"}}]}"""u8.ToArray();
        var expected = Measure(() =>
            new Order(
                Text("o-1"),
                Text("eu"),
                new Address { Street = Text("s"), City = Text("c") },
                null,
                new Money(1.5m, Text("EUR")),
                null,
                [new OrderLine(Text("a"), 1, new Money(1, Text("EUR"))), new OrderLine(Text("b"), 2, new Money(2, Text("EUR")))]
            )
        );

        Assert.Equal(expected, Measure(() => JsonMessageReader.Decode<Order>(json)));
    }

    private static string Text(string text) =>
        Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text, s_bytes) is var count ? s_bytes.AsSpan(0, count) : default);

    private static readonly byte[] s_bytes = new byte[16];

    private static long Measure<T>(Func<T> make)
    {
        for (var i = 0; i < 100; i++)
        {
            make();
        }

        return Allocation.Least(() => make());
    }

    private static void AssertNone<T>(T message)
        where T : IMessage<T>
    {
        var buffer = new byte[4];
        Assert.Equal(
            0,
            Measure(() =>
            {
                var writer = new JsonMessageWriter(buffer);
                T.Json!.Write(ref writer, message);
                var length = writer.Written.Length;
                writer.Dispose();
                return length;
            })
        );
    }
}
