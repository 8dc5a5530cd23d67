namespace Waybill.EndToEnd.Tests;

/// <summary>A union is published, stored, routed and handled as one message, whatever its case.</summary>
public sealed class UnionTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("waybill-end-to-end-");
    private readonly Shop _shop = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_case_is_published_as_its_union_and_handled_as_the_case_that_it_is()
    {
        await using var host = await ShopHost.StartAsync(_folder.FullName, _shop);

        var receipt = await host.Bus.PublishAsync(new PaymentEvent.Paid("p-1", 1.50m) { Region = "eu" });

        Assert.Equal(1, receipt.Destinations);
        Assert.Equal("Paid { Region = eu, Id = p-1, Amount = 1.50 }", await _shop.NextMailAsync());
    }

    [Fact]
    public async Task A_variable_of_the_root_publishes_the_real_case()
    {
        await using var host = await ShopHost.StartAsync(_folder.FullName, _shop);
        PaymentEvent payment = new PaymentEvent.Refused("p-2", "late") { Region = "us" };

        await host.Bus.PublishAsync(payment);

        Assert.Equal("Refused { Region = us, Id = p-2, Why = late }", await _shop.NextMailAsync());
    }

    [Fact]
    public async Task A_case_that_a_handler_returns_is_published()
    {
        await using var host = await ShopHost.StartAsync(_folder.FullName, _shop);

        await host.Bus.SendAsync(Names.Ledger, new PaymentEvent.Paid("p-3", -1) { Region = "eu" });

        Assert.Equal("Paid { Region = eu, Id = p-3, Amount = -1 }", await _shop.NextMailAsync());
        Assert.Equal("Refused { Region = eu, Id = p-3, Why = negative }", await _shop.NextMailAsync());
    }

    [Fact]
    public async Task Cases_mix_in_a_batch_and_in_a_producer()
    {
        await using var host = await ShopHost.StartAsync(_folder.FullName, _shop);
        await using var producer = await host.Bus.OpenProducerAsync("payments");

        await host.Bus.PublishBatchAsync<PaymentEvent>(
            new PaymentEvent[]
            {
                new PaymentEvent.Paid("p-1", 1) { Region = "eu" },
                new PaymentEvent.Refused("p-2", "late") { Region = "eu" },
            }
        );
        await producer.PublishAsync(new PaymentEvent.Paid("p-3", 3) { Region = "eu" }, 1);

        var heard = new[] { await _shop.NextMailAsync(), await _shop.NextMailAsync(), await _shop.NextMailAsync() };
        Assert.Equal(["Paid", "Paid", "Refused"], heard.Select(text => text.Split(' ')[0]).Order(StringComparer.Ordinal));
    }
}
