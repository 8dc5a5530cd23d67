using Waybill.Generators.Tests.Harness;

namespace Waybill.Generators.Tests.Handlers;

public sealed class HandlerSnapshotTests
{
    [Fact]
    public void Handler() =>
        Snapshot.Verify(
            GeneratorHarness
                .RunOnce(
                    HandlerSources.Handler(
                        """
                        [Idempotent(Key = nameof(OrderCreated.OrderId))]
                        public Task<StockReserved> HandleAsync(OrderCreated order, CancellationToken cancellationToken) =>
                            Task.FromResult(new StockReserved(order.OrderId, order.Region));

                        [Retry(3, On = [typeof(TimeoutException)], Never = [typeof(ArgumentException), typeof(OperationCanceledException)])]
                        public ValueTask HandleAsync(StockReserved reserved, MessageContext context, IClock clock) => default;

                        public static void Handle(Tick tick) { }
                        """
                    )
                )
                .AssertClean()
                .Source("Shop.Inventory.Handler.g.cs")
        );

    [Fact]
    public void Singleton_with_middleware() =>
        Snapshot.Verify(
            GeneratorHarness
                .RunOnce(
                    HandlerSources.Handler(
                        """
                        public IEnumerable<IMessage> Handle(OrderCreated order) => [new StockReserved(order.OrderId, order.Region)];

                        public void Dispose() { }
                        """,
                        "[Handler(Orders.Inventory, Lifetime = HandlerLifetime.Singleton)] [Middleware(typeof(Timing))]",
                        "public sealed class Inventory(IStock stock, IServiceProvider services) : IDisposable"
                    ),
                    """
                    #pragma warning disable CS9113 // Injected and not read.
                    using System.Threading.Tasks;
                    using Waybill;

                    [assembly: Middleware(typeof(Shop.Logging))]

                    namespace Shop;

                    public sealed class Logging(IClock clock, IMessageBus bus)
                    {
                        public Task InvokeAsync(MessageContext context, Next next) => next.InvokeAsync().AsTask();
                    }

                    public sealed class Timing
                    {
                        public ValueTask InvokeAsync(MessageContext context, Next next) => next.InvokeAsync();
                    }
                    """
                )
                .AssertClean()
                .Source("Shop.Inventory.Handler.g.cs")
        );
}
