using System.Text;
using Waybill.Transports;

namespace Waybill.EndToEnd.Tests;

/// <summary>Secrets go through the broker and come back whole; what people look at, the log and the history of dead letters, has none of them.</summary>
public sealed class SensitiveTests : IDisposable
{
    private const string Secret = "4000001234567899";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("waybill-sensitive-");
    private readonly Shop _shop = new();
    private readonly LogText _log = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_handler_that_prints_its_message_prints_no_secret()
    {
        await using var host = await StartAsync();

        await host.Bus.PublishAsync(new CardSeen("good", new Card(Secret), new() { [Secret] = 5 }));

        Assert.Equal("CardSeen { Shop = good, Card = Card { Number = *** }, Limits = *** }", await _shop.NextMailAsync());
    }

    [Fact]
    public async Task A_handler_that_throws_with_its_message_tells_no_secret()
    {
        await using var host = await StartAsync();

        await host.Bus.PublishAsync(new CardSeen("bad", new Card(Secret), new() { [Secret] = 5 }));

        await AssertSilentAsync(host, DeathReason.DeliveryLimit, "No such shop: CardSeen { Shop = bad, Card = Card { Number = *** }");
    }

    [Theory]
    [InlineData("""{"shop":"a","card":{"number":"+4000001234567899"},"limits":{}}""", ", in CardSeen.card)")]
    [InlineData("""{"shop":"a","card":{"number":"4000001234567899"},"limits":{"4000001234567899":"x"}}""", "in CardSeen.limits)")]
    [InlineData("""{"shop":"a","4000001234567899"}""", "in CardSeen)")]
    public async Task JSON_that_cannot_be_read_tells_no_secret(string json, string place)
    {
        await using var host = await StartAsync();

        await SendAsync(host, Encoding.UTF8.GetBytes(json), "application/json");

        await AssertSilentAsync(host, DeathReason.Undecodable, place);
    }

    [Fact]
    public async Task Protobuf_that_cannot_be_read_tells_no_secret()
    {
        await using var host = await StartAsync();
        byte[] number = [1 << 3 | 2, (byte)(Secret.Length + 1), .. Encoding.UTF8.GetBytes(Secret), (byte)'x'];

        await SendAsync(host, [2 << 3 | 2, (byte)number.Length, .. number], "application/x-protobuf");

        await AssertSilentAsync(
            host,
            DeathReason.Undecodable,
            "Card did not take its values: System.ArgumentException (at byte 21, in CardSeen.Card)"
        );
    }

    private async Task AssertSilentAsync(ShopHost host, DeathReason reason, string said)
    {
        await host.UntilAsync(Till.Cards, status => status is { DeadLettered: 1, InFlight: 0 });
        var dead = Assert.Single(await host.Transport.BrowseAsync(Till.Dead, 10, default));
        var death = Assert.Single(dead.Deaths);
        Assert.Equal(reason, death.Reason);
        Assert.Contains(said, death.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, $"{death} {string.Join(' ', dead.Headers)} {dead.RoutingKey}", StringComparison.Ordinal);
        Assert.Contains(Secret, Encoding.Latin1.GetString(dead.Body.Span), StringComparison.Ordinal);

        await host.StopAsync();
        Assert.Contains(said, _log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, _log.Text, StringComparison.Ordinal);
    }

    private static Task SendAsync(ShopHost host, byte[] body, string contentType)
    {
        var message = new OutgoingMessage
        {
            Target = host.Transport.ResolveQueue(Till.Cards),
            Type = new MessageDescriptor { Name = typeof(CardSeen).FullName! },
            Id = Guid.CreateVersion7(),
            TimestampMilliseconds = 1_772_366_400_000,
            Durability = Durability.Flushed,
            RoutingKey = Encoding.UTF8.GetBytes(Till.Cards),
            Body = body,
            Headers = new Dictionary<string, string> { ["content-type"] = contentType },
        };
        return host.Transport.PublishAsync(in message, CancellationToken.None).AsTask();
    }

    private Task<ShopHost> StartAsync() => ShopHost.StartAsync(_folder.FullName, _shop, log: _log);
}
