using System.Text;
using OrderPipeline;
using Waybill.Transports;

namespace Waybill.EndToEnd.Tests.Foreign;

/// <summary>
/// What a plain client of another language puts onto the broker: bytes and a routing key. The embedded broker has no network, so the bytes come by the transport's
/// seam; they are the lines of the sample's data, which Python wrote.
/// </summary>
public sealed class ForeignProducerTests : IDisposable
{
    private const string First = """{"order_id": "ORD-001", "user_id": "USR-42", "amount": 99.99, "region": "us"}""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("waybill-foreign-");
    private readonly Shop _shop = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_samples_orders_are_handled_as_bare_snake_case_JSON()
    {
        const int Count = 50;
        var lines = Lines().Take(Count).ToList();
        await using var host = await StartAsync();

        foreach (var line in lines)
        {
            await PublishAsync(host, "order.xx.created", line);
        }

        // One of them is damaged, in the sample too.
        var told = new List<string>();
        for (var i = 0; i < 2 * (Count - 1); i++)
        {
            told.Add(await _shop.NextMailAsync());
        }

        Assert.Equal(First, lines[0]);
        Assert.Contains("created ORD-001 USR-42 99.99 us - ", told);
        Assert.Contains("any ORD-001 USR-42 99.99 us - ", told);
        Assert.Contains("created ORD-002 USR-3870 3984.0 in INR PS-65W-IN*2", told);
        Assert.Equal(2 * (Count - 1), told.Distinct().Count());
        await host.UntilAsync(Orders.Created, status => status is { Completed: Count - 1, DeadLettered: 1 });
        await host.UntilAsync(Orders.Any, status => status is { Completed: Count - 1, DeadLettered: 1 });
    }

    [Fact]
    public async Task The_routing_key_tells_types_apart()
    {
        await using var host = await StartAsync();

        await PublishAsync(host, "order.eu.reserved", """{"orderId":"o-1","region":"eu","units":7}""");

        Assert.Equal("any reserved o-1 7", await _shop.NextMailAsync());
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("Application/JSON; charset=utf-8")]
    [InlineData("text/json")]
    public async Task A_content_type_says_it_where_the_queue_accepts_nothing(string contentType)
    {
        await using var host = await StartAsync();

        await SendAsync(host, Orders.Strict, First, contentType);

        Assert.Equal("strict ORD-001 USR-42 99.99 us - ", await _shop.NextMailAsync());
    }

    [Theory]
    [InlineData(Orders.Strict, First, null, "(at byte ")]
    [InlineData(Orders.Strict, First, "text/plain", "The content type is 'text/plain'")]
    [InlineData(
        Orders.Created,
        """{"data":{"order_id":"a"}}""",
        "application/cloudevents+json",
        "The content type is 'application/cloudevents+json'"
    )]
    [InlineData(Orders.Created, """{"order_id":"a","amount":"much"}""", null, "(at byte 25, in OrderCreated.amount)")]
    [InlineData(Orders.Created, """{"lines":[{"sku":"a","quantity":1.5}]}""", null, "(at byte 32, in OrderCreated.lines[0].quantity)")]
    [InlineData(Orders.Any, First, null, "says no type")]
    public async Task What_cannot_be_read_is_dead_lettered_with_its_place_and_never_handled(
        string queue,
        string json,
        string? contentType,
        string problem
    )
    {
        await using var host = await StartAsync();

        await SendAsync(host, queue, json, contentType);

        await host.UntilAsync(queue, status => status is { DeadLettered: 1, InFlight: 0, Completed: 0 });
        var dead = Assert.Single(await host.Transport.BrowseAsync(Orders.Dead, 10, default));
        var death = Assert.Single(dead.Deaths);
        Assert.Equal((queue, DeathReason.Undecodable), (death.Queue, death.Reason));
        Assert.Equal(typeof(MessageFormatException).FullName, death.ExceptionType);
        Assert.Contains(problem, death.Message, StringComparison.Ordinal);
        Assert.Equal(json, Encoding.UTF8.GetString(dead.Body.Span));
        Assert.False(_shop.HasMail);
    }

    [Fact]
    public async Task An_exchange_in_JSON_publishes_JSON_and_says_so()
    {
        await using var host = await StartAsync();

        await host.Bus.PublishAsync(
            new Headline("Grün", 5),
            new PublishOptions { Headers = new Dictionary<string, string> { ["own"] = "1" } }
        );
        await host.Bus.PublishBatchAsync<Headline>(new[] { new Headline("two", 2) });

        var told = new[] { await _shop.NextMailAsync(), await _shop.NextMailAsync() };
        // The content type is not among the application's headers, which may be published again as they are.
        Assert.Equal(["Grün 5 own=1", "two 2 "], told.Order(StringComparer.Ordinal));
        var stored = await host.Transport.BrowseAsync(Orders.Archive, 10, default);
        Assert.All(stored, letter => Assert.Equal("application/json", letter.Headers["content-type"]));
        Assert.Equal(
            ["""{"text":"Gr\u00FCn","stars":5}""", """{"text":"two","stars":2}"""],
            stored.Select(letter => Encoding.UTF8.GetString(letter.Body.Span))
        );
    }

    [Fact]
    public async Task What_our_own_publisher_writes_is_read_in_a_queue_that_accepts_JSON()
    {
        await using var host = await StartAsync();

        await host.Bus.SendAsync(Orders.Created, new OrderCreated("o", "u", 1.50m, "eu", null, []));

        Assert.Equal("created o u 1.50 eu - ", await _shop.NextMailAsync());
    }

    [Fact]
    public async Task A_content_types_header_is_found_however_it_is_spelled()
    {
        await using var host = await StartAsync();

        await PublishAsync(
            host.Transport,
            host.Transport.ResolveQueue(Orders.Created),
            Orders.Created,
            First,
            "text/plain",
            "Content-Type"
        );

        await host.UntilAsync(Orders.Created, status => status is { DeadLettered: 1, InFlight: 0, Completed: 0 });
    }

    [Fact]
    public async Task The_content_type_is_not_the_applications_to_say()
    {
        await using var host = await StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(async () =>
            await host.Bus.PublishAsync(
                new Headline("a", 1),
                new PublishOptions { Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" } }
            )
        );
    }

    private static IEnumerable<string> Lines()
    {
        using var reader = new StreamReader(typeof(ForeignProducerTests).Assembly.GetManifestResourceStream("orders.jsonl")!);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static Task PublishAsync(ShopHost host, string routingKey, string body) =>
        PublishAsync(host.Transport, host.Transport.ResolveExchange(Orders.Exchange), routingKey, body, contentType: null);

    private static Task SendAsync(ShopHost host, string queue, string body, string? contentType) =>
        PublishAsync(host.Transport, host.Transport.ResolveQueue(queue), queue, body, contentType);

    private static Task PublishAsync(
        ITransport transport,
        PublishTarget target,
        string routingKey,
        string body,
        string? contentType,
        string header = "content-type"
    )
    {
        var message = new OutgoingMessage
        {
            Target = target,
            Type = new MessageDescriptor { Name = "" },
            Id = Guid.CreateVersion7(),
            TimestampMilliseconds = 1_772_366_400_000,
            Durability = Durability.Flushed,
            RoutingKey = Encoding.UTF8.GetBytes(routingKey),
            Body = Encoding.UTF8.GetBytes(body),
            Headers = contentType is null ? null : new Dictionary<string, string> { [header] = contentType },
        };
        return transport.PublishAsync(in message, CancellationToken.None).AsTask();
    }

    private Task<ShopHost> StartAsync() => ShopHost.StartAsync(_folder.FullName, _shop);
}
