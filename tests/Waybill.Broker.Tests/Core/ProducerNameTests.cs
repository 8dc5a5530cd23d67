using Waybill.Broker.Core;
using Waybill.Broker.Records;
using Waybill.Broker.Tests.Records;

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
}
