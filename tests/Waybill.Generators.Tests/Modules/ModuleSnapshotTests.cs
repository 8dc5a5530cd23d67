using Waybill.Generators.Tests.Handlers;
using Waybill.Generators.Tests.Harness;

namespace Waybill.Generators.Tests.Modules;

public sealed class ModuleSnapshotTests
{
    [Fact]
    public void Module()
    {
        var contracts = new GeneratorHarness("Contracts").Run("[Waybill.Message] public sealed partial record Ping;").ToReference();

        Snapshot.Verify(
            new GeneratorHarness("Shop.Ordering", contracts)
                .Run(
                    HandlerSources.Handler(
                        """
                        [Idempotent(Key = nameof(OrderCreated.OrderId), Retention = "30d")]
                        [Retry(3, Backoff.Linear, Delay = "1s", MaxDelay = "1m", Jitter = false)]
                        public void Handle(OrderCreated order) { }

                        [Discard("The next \"tick\" says more.")]
                        public void Handle(Tick tick) { }

                        public void Handle(Ping ping) { }
                        """,
                        """[Handler(Orders.Inventory, Prefetch = 8, Concurrency = 4, Timeout = "2m")] [NaturallyIdempotent("Only reads.")]"""
                    )
                )
                .AssertClean()
                .Source("ShopOrderingModule.g.cs")
        );
    }
}
