using Waybill.Broker.Core;
using Waybill.Broker.Records;
using Waybill.Broker.Tests.Records;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;

namespace Waybill.Broker.Tests.Core;

public sealed class ProducerNameTests
{
    [Fact]
    public void A_producer_is_its_name_whatever_symbol_a_record_has_for_it()
    {
        var state = new BrokerState();
        foreach (var (symbol, text) in ((int, string)[])[(3, "Shop.OrderCreated"), (5, "a"), (300, "b"), (8, "import"), (9, "import")])
        {
            state.Apply(RecordType.Symbol, 0, SymbolRecord.Encode(symbol, text));
        }

        state.Apply(RecordType.Publish, 64, RecordSamples.All.Single(record => record.Name == "publish").Payload);

        Assert.Equal((42, 42), (state.Producer(8).Sequence, state.Producer(9).Sequence));
    }

    /// <summary>It would read back as another name, and two of them as one producer.</summary>
    [Fact]
    public async Task A_name_that_UTF_8_cannot_say_is_refused_and_not_open_afterwards()
    {
        await using var broker = await TestBroker.OpenAsync(new SimulatedDevice());

        for (var attempt = 0; attempt < 2; attempt++)
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(async () =>
                await broker.Transport.OpenProducerAsync("a\uD800", TestContext.Current.CancellationToken)
            );
        }
    }
}
