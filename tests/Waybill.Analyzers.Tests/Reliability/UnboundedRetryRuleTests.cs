using Waybill.Analyzers.Reliability;
using Waybill.Analyzers.Tests.Harness;
using Waybill.CodeFixes.Reliability;

namespace Waybill.Analyzers.Tests.Reliability;

public sealed class UnboundedRetryRuleTests
{
    private const string Message = """
        public static class Orders
        {
            [Exchange(ExchangeType.Topic)] public const string Exchange = "orders";
            [Queue] public const string Inventory = "inventory";
        }

        [Message(Orders.Exchange, "order.created")]
        public sealed partial record OrderCreated(string OrderId, int Size);

        public interface IStock { Task ReserveAsync(string id, CancellationToken cancellationToken = default); bool IsDown(Exception e); }

        """;

    [Fact]
    public Task Is_silent_on_attempts_that_the_compiler_refuses() =>
        Rule<UnboundedRetryRule>.CheckAsync(
            $$"""
            {{Message}}
            [Retry({|CS1503:new[] { 3 }|})]
            [Handler(Orders.Inventory)]
            public sealed class Handler
            {
                public void Handle(OrderCreated order) { }
            }
            """
        );

    [Theory]
    [InlineData("[Retry([|0|])]")]
    [InlineData("[Retry([|-1|])]")]
    [InlineData("[Retry([|int.MaxValue|])]")]
    [InlineData("[Retry([|1_001|], Backoff.Exponential, Delay = \"1s\")]")]
    [InlineData("[Retry(backoff: Backoff.Exponential, attempts: [|5_000|])]")]
    [InlineData("[Retry([|Many * 2|])]")]
    public Task Reports_attempts_outside_their_range(string attribute) =>
        Rule<UnboundedRetryRule>.CheckAsync(
            $$"""
            {{Message}}
            {{attribute}}
            [Handler(Orders.Inventory)]
            public sealed class Handler
            {
                internal const int Many = 600;
                public void Handle(OrderCreated order) { }
            }
            """.Replace("Many * 2", "Handler.Many * 2")
        );

    [Theory]
    [InlineData("[Retry]")]
    [InlineData("[Retry(1)]")]
    [InlineData("[Retry(1_000)]")]
    [InlineData("[Retry(5, Backoff.Exponential, MaxDelay = \"1m\")]")]
    public Task Is_silent_on_attempts_with_a_bound(string attribute) =>
        Rule<UnboundedRetryRule>.CheckAsync(
            $$"""
            {{Message}}
            [Handler(Orders.Inventory)]
            public sealed class Handler
            {
                {{attribute}}
                public void Handle(OrderCreated order) { }
            }
            """
        );

    [Theory]
    [InlineData(
        "[|while|] (true) { try { await stock.ReserveAsync(order.OrderId); return; } catch (Exception) { await Task.Delay(100); } }"
    )]
    [InlineData("[|while|] (true) { try { await stock.ReserveAsync(order.OrderId, cancellationToken); break; } catch { } }")]
    [InlineData(
        "[|for|] (;;) { try { await stock.ReserveAsync(order.OrderId); break; } catch (HttpRequestException e) { Console.WriteLine(e); } }"
    )]
    [InlineData(
        "[|for|] (var i = 0; ; i++) { try { await stock.ReserveAsync(order.OrderId); return; } catch (IOException) { await Task.Delay(i * 100); } }"
    )]
    [InlineData("[|do|] { try { await stock.ReserveAsync(order.OrderId); return; } catch (Exception) { } } while (true);")]
    [InlineData(
        "[|while|] (true) { try { await stock.ReserveAsync(order.OrderId); } catch (Exception) { await Task.Yield(); continue; } break; }"
    )]
    [InlineData(
        "[|while|] (true) { try { await stock.ReserveAsync(order.OrderId); return; } catch (IOException) { } catch (Exception) { throw; } }"
    )]
    [InlineData(
        "[|while|] (true) { try { await stock.ReserveAsync(order.OrderId); return; } catch (IOException e) when (e.HResult == 5) { } }"
    )]
    [InlineData(
        "[|while|] (true) { try { await stock.ReserveAsync(order.OrderId); return; } catch (IOException e) when (e.Message.Contains(\"busy\")) { } }"
    )]
    [InlineData(
        "[|while|] (true) { try { await stock.ReserveAsync(order.OrderId); return; } catch (Exception) { foreach (var c in order.OrderId) { if (c == 'a') break; } } }"
    )]
    [InlineData(
        "[|while|] (true) { try { await stock.ReserveAsync(order.OrderId); return; } catch (Exception) { await Task.Delay(5, CancellationToken.None); } }"
    )]
    [InlineData(
        "async Task Reserve() { [|while|] (true) { try { await stock.ReserveAsync(order.OrderId); return; } catch (Exception) { } } } await Reserve();"
    )]
    [InlineData(
        "[|while|] (true) { try { await stock.ReserveAsync(order.OrderId); } catch (Exception e) { Console.WriteLine(e.Message); } }"
    )]
    public Task Reports_a_loop_that_only_success_ends(string body) => Rule<UnboundedRetryRule>.CheckAsync(InHandler(body));

    [Theory]
    [InlineData(
        "for (var i = 0; i < 3; i++) { try { await stock.ReserveAsync(order.OrderId); return; } catch (Exception) { await Task.Delay(100); } }"
    )]
    [InlineData("for (var i = 0; ; i++) { try { await stock.ReserveAsync(order.OrderId); return; } catch (Exception) when (i < 3) { } }")]
    [InlineData(
        "var tries = 0; while (true) { try { await stock.ReserveAsync(order.OrderId); return; } catch (Exception) { if (++tries == 3) throw; } }"
    )]
    [InlineData(
        "var tries = 0; while (true) { try { await stock.ReserveAsync(order.OrderId); return; } catch (Exception) { if (++tries == 3) break; } }"
    )]
    [InlineData(
        "var tries = 0; while (true) { if (tries++ > 3) return; try { await stock.ReserveAsync(order.OrderId); return; } catch (Exception) { } }"
    )]
    [InlineData("var tries = 0; while (tries++ < 3) { try { await stock.ReserveAsync(order.OrderId); return; } catch (Exception) { } }")]
    [InlineData(
        "while (!cancellationToken.IsCancellationRequested) { try { await stock.ReserveAsync(order.OrderId); return; } catch (Exception) { } }"
    )]
    [InlineData(
        "while (true) { try { await stock.ReserveAsync(order.OrderId); return; } catch (Exception) { await Task.Delay(100, cancellationToken); } }"
    )]
    [InlineData(
        "while (true) { cancellationToken.ThrowIfCancellationRequested(); try { await stock.ReserveAsync(order.OrderId); return; } catch (Exception) { } }"
    )]
    [InlineData(
        "while (true) { try { await stock.ReserveAsync(order.OrderId, cancellationToken); return; } catch (HttpRequestException) { await Task.Delay(100); } }"
    )]
    [InlineData(
        "while (true) { try { await stock.ReserveAsync(order.OrderId, cancellationToken); return; } catch (OperationCanceledException) { throw; } catch (Exception) { } }"
    )]
    [InlineData(
        "while (true) { try { await stock.ReserveAsync(order.OrderId, cancellationToken); return; } catch (Exception e) when (e is not OperationCanceledException) { } }"
    )]
    [InlineData(
        "while (true) { try { await stock.ReserveAsync(order.OrderId); return; } catch (Exception e) { if (stock.IsDown(e)) { } } }"
    )]
    [InlineData(
        "while (true) { try { await stock.ReserveAsync(order.OrderId); return; } catch (Exception e) { System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e); } }"
    )]
    [InlineData(
        "Action<Exception> failed = _ => { }; while (true) { try { await stock.ReserveAsync(order.OrderId); return; } catch (Exception e) { failed(e); } }"
    )]
    [InlineData(
        "using var reader = new StringReader(order.OrderId); while (true) { var line = reader.ReadLine(); if (line is null) break; try { await stock.ReserveAsync(line); } catch (IOException) { } }"
    )]
    [InlineData(
        "while (true) { foreach (var size in new[] { 1, 2 }) { try { await stock.ReserveAsync(order.OrderId); return; } catch (IOException) { } } return; }"
    )]
    [InlineData("while (true) { try { await stock.ReserveAsync(order.OrderId); return; } finally { Console.WriteLine(); } }")]
    [InlineData("while (true) { try { await stock.ReserveAsync(order.OrderId); return; } catch (ConcurrencyException) { } }")]
    [InlineData(
        "var end = DateTime.UtcNow.AddSeconds(5); while (true) { try { await stock.ReserveAsync(order.OrderId); return; } catch (Exception) when (DateTime.UtcNow < end) { } }"
    )]
    public Task Is_silent_on_a_loop_that_something_else_may_end(string body) => Rule<UnboundedRetryRule>.CheckAsync(InHandler(body));

    [Fact]
    public Task Is_silent_outside_handlers() =>
        Rule<UnboundedRetryRule>.CheckAsync(
            $$"""
            {{Message}}
            public sealed class Poller(IStock stock)
            {
                public async Task HandleAsync(OrderCreated order)
                {
                    while (true) { try { await stock.ReserveAsync(order.OrderId); } catch (Exception) { } }
                }
            }

            [Handler(Orders.Inventory)]
            public sealed class Handler(IStock stock)
            {
                public Task HandleAsync(OrderCreated order) => stock.ReserveAsync(order.OrderId);

                public async Task WarmUpAsync()
                {
                    while (true) { try { await stock.ReserveAsync("first"); return; } catch (Exception) { } }
                }
            }
            """
        );

    [Fact]
    public Task Reports_a_loop_in_an_inherited_handler_method_once() =>
        Rule<UnboundedRetryRule>.CheckAsync(
            $$"""
            {{Message}}
            public abstract class Base(IStock stock)
            {
                public async Task HandleAsync(OrderCreated order)
                {
                    [|while|] (true) { try { await stock.ReserveAsync(order.OrderId); return; } catch (Exception) { } }
                }
            }

            [Handler(Orders.Inventory)]
            public sealed class First(IStock stock) : Base(stock);

            [Handler("second")]
            public sealed class Second(IStock stock) : Base(stock);
            """
        );

    [Fact]
    public Task Names_the_range() =>
        Rule<UnboundedRetryRule>.CheckMessageAsync(
            "[Retry({|#0:0|})] public sealed class Handler;",
            "The number of attempts of 'Handler' is 0. Choose 1 to 1000"
        );

    [Fact]
    public Task Names_the_catch_and_the_way_out() =>
        Rule<UnboundedRetryRule>.CheckMessageAsync(
            InHandler("{|#0:while|} (true) { try { await stock.ReserveAsync(order.OrderId); return; } catch (IOException) { } }"),
            "'HandleAsync' tries again for ever: its loop ends only when the work succeeds, for the catch of IOException has no way out. "
                + "Count the attempts and rethrow, or let the exception go and leave the retry to [Retry]"
        );

    [Fact]
    public Task The_fix_gives_the_default_number_of_attempts() =>
        Rule<UnboundedRetryRule>.CheckFixAsync<UnboundedRetryFix>(
            """
            [Retry([|int.MaxValue|], Backoff.Exponential)]
            public sealed class First
            {
                [Retry(attempts: [|-1|] /* for ever */)]
                public void Handle() { }
            }

            [Retry([|0|])]
            public sealed class Second;
            """,
            """
            [Retry(5, Backoff.Exponential)]
            public sealed class First
            {
                [Retry(attempts: 5 /* for ever */)]
                public void Handle() { }
            }

            [Retry(5)]
            public sealed class Second;
            """
        );

    [Fact]
    public Task No_fix_for_a_loop() =>
        Rule<UnboundedRetryRule>.CheckNoFixAsync<UnboundedRetryFix>(
            InHandler("[|while|] (true) { try { await stock.ReserveAsync(order.OrderId); return; } catch (Exception) { } }")
        );

    private static string InHandler(string body) =>
        $$"""
            {{Message}}
            public sealed class ConcurrencyException : Exception;

            [Handler(Orders.Inventory)]
            public sealed class Handler(IStock stock)
            {
                public async Task HandleAsync(OrderCreated order, CancellationToken cancellationToken)
                {
                    await Task.Yield();
                    {{body}}
                }
            }
            """;
}
