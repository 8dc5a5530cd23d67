using Waybill.Generators.Tests.Handlers.Support;
using Waybill.Generators.Tests.Harness;

namespace Waybill.Generators.Tests.Handlers;

/// <summary>Names of handlers and messages that meet names of generated code.</summary>
public sealed class NameTests
{
    private const string Usings = """
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Waybill;

        """;

    [Fact]
    public void A_handler_in_the_global_namespace_may_be_called_after_its_message() =>
        GeneratorHarness
            .RunOnce(
                Usings
                    + """
                    [Message] public sealed partial record OrderCreated(string Id);

                    [Handler("orders")]
                    public sealed class OrderCreatedHandler
                    {
                        public void Handle(OrderCreated order) { }
                    }
                    """
            )
            .AssertClean();

    [Fact]
    public void Dots_and_underscores_are_told_apart()
    {
        string Handler(string space, string type) =>
            $$"""namespace {{space}} { [Handler("{{space}}.{{type}}")] public sealed class {{type}} { public void Handle(Ping ping) { } } }""";
        using var module = LoadedModule.Load(
            $$"""
            {{Usings}}
            [Message] public sealed partial record Ping;
            {{Handler("A_", "B")}}
            {{Handler("A", "_B")}}
            {{Handler("A", "B")}}
            {{Handler("A.B_", "C")}}
            {{Handler("A", "B__C")}}
            """
        );

        Assert.Equal(
            ["A.B", "A.B_.C", "A.B__C", "A._B", "A_.B"],
            module.Registry.Handlers.Select(handler => handler.Queue).Order(StringComparer.Ordinal)
        );
    }

    /// <summary>Everything that a generated handler names, in its most talkative form.</summary>
    [Theory]
    [InlineData("Type")]
    [InlineData("Exception")]
    [InlineData("ValueTask")]
    [InlineData("ReadOnlySpan")]
    [InlineData("IAsyncDisposable")]
    [InlineData("InvalidOperationException")]
    [InlineData("CultureInfo")]
    [InlineData("MessageContext")]
    [InlineData("Next")]
    [InlineData("Pipeline")]
    [InlineData("HandlerServices")]
    public async Task A_handler_in_the_global_namespace_shadows_nothing(string name)
    {
        using var module = LoadedModule.Load(
            Usings
                + $$"""
                [Message] public sealed partial record Order(string Id, int Number);
                [Message] public sealed partial record Tick;

                public sealed class Around
                {
                    public System.Threading.Tasks.ValueTask InvokeAsync(Waybill.MessageContext context, Waybill.Next next) => next.InvokeAsync();
                }

                [Handler("queue", Lifetime = HandlerLifetime.Singleton)]
                [Middleware(typeof(Around))]
                public sealed class {{name}}(List<string> log) : System.IAsyncDisposable
                {
                    [Idempotent(Key = "Number")]
                    [Retry(3, Never = [typeof(System.TimeoutException)])]
                    public async IAsyncEnumerable<IMessage> HandleAsync(Order order, List<string> more)
                    {
                        await Task.Yield();
                        more.Add("called");
                        yield return new Tick();
                    }

                    [Idempotent(Key = "None")]
                    public System.Threading.Tasks.ValueTask HandleAsync(Tick tick) => default;

                    public System.Threading.Tasks.ValueTask DisposeAsync()
                    {
                        log.Add("disposed");
                        return default;
                    }
                }
                """
        );
        var delivery = new TestDelivery();

        await module.Handler("Order").Invoke(module.Message("Order", "1", 2), delivery);

        Assert.Equal(["called"], delivery.Log);
        Assert.Equal("2", module.Handler("Order").Key(module.Message("Order", "1", 2)));
        Assert.False(module.Handler("Order").ShouldRetry(new TimeoutException()));
    }
}
