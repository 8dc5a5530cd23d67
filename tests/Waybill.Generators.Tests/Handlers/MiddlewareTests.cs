using Waybill.Generators.Tests.Handlers.Support;

namespace Waybill.Generators.Tests.Handlers;

public sealed class MiddlewareTests
{
    private const string Middlewares = """
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Waybill;

        [assembly: Middleware(typeof(Shop.A))]
        [assembly: Middleware(typeof(Shop.B))]

        namespace Shop;

        public sealed class A(List<string> log)
        {
            public async Task InvokeAsync(MessageContext context, Next next)
            {
                log.Add("a in");
                await next.InvokeAsync();
                log.Add("a out");
            }
        }

        public sealed class B(List<string> log) : System.IAsyncDisposable
        {
            public ValueTask DisposeAsync()
            {
                log.Add("b disposed");
                return default;
            }

            public async ValueTask InvokeAsync(MessageContext context, Next next)
            {
                log.Add("b in");
                await next.InvokeAsync();
                log.Add("b out");
            }
        }

        public sealed class C(List<string> log) : System.IDisposable
        {
            public void Dispose() => log.Add("c disposed");

            public ValueTask InvokeAsync(MessageContext context, Next next)
            {
                log.Add("c");
                return next.InvokeAsync();
            }
        }

        public sealed class Stop
        {
            public ValueTask InvokeAsync(MessageContext context, Next next) => default;
        }

        public sealed class Broken
        {
            public void InvokeAsync(MessageContext context, Next next) { }
        }
        """;

    [Fact]
    public async Task The_assemblys_are_outside_the_classs() =>
        Assert.Equal(["a in", "b in", "c", "handled", "c disposed", "b out", "b disposed", "a out"], await RunAsync("typeof(C)"));

    [Fact]
    public async Task A_middleware_may_end_the_delivery() =>
        Assert.Equal(["a in", "b in", "b out", "b disposed", "a out"], await RunAsync("typeof(Stop)"));

    [Fact]
    public async Task A_middleware_that_does_not_fit_is_refused_and_not_left_out()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync("typeof(Broken)"));

        Assert.Contains("Broken cannot be a middleware", error.Message);
    }

    private static async Task<List<string>> RunAsync(string middleware)
    {
        using var module = LoadedModule.Load(
            HandlerSources.Handler(
                "public void Handle(Tick tick) => log.Add(\"handled\");",
                $"[Handler(Orders.Inventory)] [Middleware({middleware})]",
                "public sealed class Inventory(List<string> log)"
            ),
            Middlewares
        );
        var delivery = new TestDelivery();
        await module.Handler("Shop.Tick").Invoke(module.Message("Shop.Tick", 1), delivery);
        Assert.True(module.Handler("Shop.Tick").SeesContext);
        return delivery.Log;
    }
}
