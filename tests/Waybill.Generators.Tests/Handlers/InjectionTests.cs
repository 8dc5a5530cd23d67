using Waybill.Generators.Tests.Handlers.Support;

namespace Waybill.Generators.Tests.Handlers;

public sealed class InjectionTests
{
    private const string Note = "log.Add($\"{GetHashCode()}\");";

    [Fact]
    public async Task Arguments_come_from_the_delivery()
    {
        using var module = LoadedModule.Load(
            HandlerSources.Handler(
                """
                public void Handle(Tick tick, MessageContext context, IMessageBus bus, CancellationToken token, IServiceProvider services, List<string> log) =>
                    log.Add($"{ReferenceEquals(bus, context.Bus)} {token == context.CancellationToken} {ReferenceEquals(services, context.Services)}");
                """,
                declaration: "public sealed class Inventory"
            )
        );
        var delivery = new TestDelivery();

        await module.Handler("Shop.Tick").Invoke(module.Message("Shop.Tick", 1), delivery);

        Assert.Equal(["True True True"], delivery.Log);
        Assert.Equal([typeof(List<string>)], module.Handler("Shop.Tick").Services);
        Assert.True(module.Handler("Shop.Tick").SeesContext);
    }

    [Fact]
    public async Task The_public_constructor_with_the_most_parameters_is_called()
    {
        using var module = LoadedModule.Load(
            HandlerSources.Handler(
                """
                private readonly List<string> _log;
                public Inventory() => _log = null!;
                public Inventory(List<string> log) => _log = log;
                internal Inventory(List<string> log, string more) => _log = null!;
                public void Handle(Tick tick) => _log.Add("called");
                """,
                declaration: "public sealed class Inventory"
            )
        );
        var delivery = new TestDelivery();

        await module.Handler("Shop.Tick").Invoke(module.Message("Shop.Tick", 1), delivery);

        Assert.Equal(["called"], delivery.Log);
    }

    [Fact]
    public async Task A_service_that_is_missing_is_named()
    {
        using var module = LoadedModule.Load(HandlerSources.Handler("public void Handle(Tick tick) { }"));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await module.Handler("Shop.Tick").Invoke(module.Message("Shop.Tick", 1), new TestDelivery())
        );

        Assert.Contains("Inventory needs the service Shop.IStock", error.Message);
    }

    [Fact]
    public async Task A_scoped_handler_is_one_instance_a_delivery()
    {
        using var module = LoadedModule.Load(
            HandlerSources.Handler(
                $"public void Handle(Tick tick) {{ {Note} }}",
                declaration: "public sealed class Inventory(List<string> log)"
            )
        );
        var delivery = new TestDelivery();

        await module.Handler("Shop.Tick").Invoke(module.Message("Shop.Tick", 1), delivery);
        await module.Handler("Shop.Tick").Invoke(module.Message("Shop.Tick", 1), delivery);

        Assert.Equal(2, delivery.Log.Distinct().Count());
        Assert.Equal([typeof(List<string>)], module.Handler("Shop.Tick").Services);
        Assert.False(module.Handler("Shop.Tick").SeesContext);
    }

    [Fact]
    public async Task A_singleton_is_one_instance_for_all_its_messages_and_is_disposed_once()
    {
        using var module = LoadedModule.Load(
            HandlerSources.Handler(
                $$"""
                public void Handle(Tick tick) { {{Note}} }
                public void Handle(OrderCreated order) { {{Note}} }
                public void Dispose() => log.Add("disposed");
                """,
                "[Handler(Orders.Inventory, Lifetime = HandlerLifetime.Singleton)]",
                "public sealed class Inventory(List<string> log) : IDisposable"
            )
        );
        var delivery = new TestDelivery();

        await module.Handler("Shop.Tick").Invoke(module.Message("Shop.Tick", 1), delivery);
        await module.Handler("Shop.OrderCreated").Invoke(module.Message("Shop.OrderCreated", "1", "eu"), delivery);
        foreach (var handler in module.Registry.Handlers)
        {
            await ((IAsyncDisposable)handler.Instance).DisposeAsync();
        }

        Assert.Equal(3, delivery.Log.Count);
        Assert.Equal(delivery.Log[0], delivery.Log[1]);
        Assert.Equal("disposed", delivery.Log[2]);
        Assert.Empty(module.Handler("Shop.Tick").Services);
    }

    [Theory]
    [InlineData("IMessageBus bus", "Waybill.IMessageBus in its constructor belongs to one delivery")]
    [InlineData("MessageContext context", "Waybill.MessageContext in its constructor belongs to one delivery")]
    public async Task A_singleton_cannot_keep_what_belongs_to_a_delivery(string parameter, string expected)
    {
        using var module = LoadedModule.Load(
            HandlerSources.Handler(
                "public void Handle(Tick tick) { }",
                "[Handler(Orders.Inventory, Lifetime = HandlerLifetime.Singleton)]",
                $"public sealed class Inventory({parameter})"
            )
        );

        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await module.Handler("Shop.Tick").Invoke(module.Message("Shop.Tick", 1), new TestDelivery())
        );

        Assert.Contains(expected, error.Message);
    }

    /// <summary>Only dynamic itself is no type.</summary>
    [Fact]
    public void Dynamic_elements_are_objects()
    {
        using var module = LoadedModule.Load(
            HandlerSources.Handler(
                "public static void Handle(Tick tick, List<dynamic> list, dynamic[] array) { }",
                declaration: "public static class Inventory"
            )
        );

        Assert.Equal([typeof(List<object>), typeof(object[])], module.Handler("Shop.Tick").Services);
    }

    [Fact]
    public void Static_methods_ask_for_nothing()
    {
        using var module = LoadedModule.Load(
            HandlerSources.Handler("public static void Handle(Tick tick) { }", declaration: "public static class Inventory")
        );

        Assert.Empty(module.Handler("Shop.Tick").Services);
        Assert.False(module.Handler("Shop.Tick").SeesContext);
    }

    [Fact]
    public async Task Methods_of_a_base_class_handle_too()
    {
        using var module = LoadedModule.Load(
            $$"""
            {{HandlerSources.Shop}}
            #pragma warning disable CS9107
            public abstract class Base(List<string> log)
            {
                public void Handle(Tick tick) => log.Add("base tick");

                public void Handle(OrderCreated order) => log.Add("base order");
            }

            [Handler(Orders.Inventory)]
            public sealed class Inventory(List<string> log) : Base(log)
            {
                public new void Handle(Tick tick) => log.Add("own tick");
            }
            """
        );
        var delivery = new TestDelivery();

        await module.Handler("Shop.Tick").Invoke(module.Message("Shop.Tick", 1), delivery);
        await module.Handler("Shop.OrderCreated").Invoke(module.Message("Shop.OrderCreated", "1", "eu"), delivery);

        Assert.Equal(["own tick", "base order"], delivery.Log);
    }
}
