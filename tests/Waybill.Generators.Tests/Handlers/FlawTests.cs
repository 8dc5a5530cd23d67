using Microsoft.CodeAnalysis;
using Waybill.Generators.Tests.Harness;

namespace Waybill.Generators.Tests.Handlers;

/// <summary>What cannot be called as it was meant goes into the manifest, so that the host says it before a message is lost.</summary>
public sealed class FlawTests
{
    [Theory]
    [InlineData("public int Handle(OrderCreated order) => 1;", "'Handle' returns 'int', which cannot be published.")]
    [InlineData(
        "public Task<string> HandleAsync(OrderCreated order) => null!;",
        "'HandleAsync' returns 'Task<string>', which cannot be published."
    )]
    [InlineData("public async void Handle(OrderCreated order) => await Task.Yield();", "'Handle' is async void")]
    [InlineData("public void Handle(OrderCreated order, int? number) { }", "'Handle' takes 'number', which no container can pass")]
    [InlineData("public void Handle(OrderCreated order, dynamic any) { }", "'Handle' takes 'any', which no container can pass")]
    [InlineData("public void Handle(ref OrderCreated order) { }", "'Handle' takes its message by reference")]
    public void A_message_that_a_method_was_meant_for_beside_one_that_is_handled(string method, string expected) =>
        Assert.StartsWith(expected, Assert.Single(Flaws($"public void Handle(Tick tick) {{ }} {method}")));

    [Theory]
    [InlineData("public int Handle(Tick tick) => 1;", "'Handle' returns 'int'")]
    [InlineData("void Handle(Tick tick) { }", "'Handle' of Tick is not public")]
    [InlineData("public void Handle(string text) { }", "'Handle' is never called: its first parameter is 'string'")]
    public void Why_nothing_is_handled(string method, string expected) => Assert.StartsWith(expected, Assert.Single(Flaws(method)));

    [Theory]
    [InlineData("public void Handle(Tick tick) => Handle(tick, 1); private int Handle(Tick tick, int times) => times;")]
    [InlineData("public void Handle(Tick tick) { } public int Handle(string text) => 1;")]
    [InlineData("public void Handle(Tick tick) { } private void Handle(OrderCreated order) { }")]
    [InlineData("public void Run(Tick tick) { }")]
    public void Other_methods_are_none(string members) => Assert.Empty(Flaws(members));

    [Fact]
    public void A_method_of_a_base_class_counts_unless_the_class_handles_its_message()
    {
        const string Base = """
            public abstract class Base
            {
                public int Handle(Tick tick) => 1;
                public int Handle(OrderCreated order) => 1;
            }
            """;

        Assert.StartsWith(
            "'Handle' returns 'int'",
            Assert.Single(Flaws("public void HandleAsync(Tick tick) { }", declaration: "public sealed class Inventory : Base", more: Base))
        );
        Assert.Empty(
            Flaws(
                "public void HandleAsync(Tick tick) { } public void HandleAsync(OrderCreated order) { }",
                declaration: "public sealed class Inventory : Base",
                more: Base
            )
        );
    }

    [Theory]
    [InlineData("private Inventory() { }", "Handler 'Inventory' has no constructor that generated code can call.")]
    [InlineData("public Inventory(dynamic any) { }", "Handler 'Inventory' has no constructor that generated code can call.")]
    [InlineData("public Inventory(int? number) { }", "Handler 'Inventory' has no constructor that generated code can call.")]
    public void A_class_that_cannot_be_made(string constructor, string expected) =>
        Assert.StartsWith(expected, Assert.Single(Flaws($"{constructor} public void Handle(Tick tick) {{ }}")));

    /// <summary>Nothing can be generated that calls it, and left out it would go missing in silence.</summary>
    [Theory]
    [InlineData("[Handler(Orders.Inventory)] public sealed class Lost<T> { {0} }", "Shop.Lost<T>", "Handler 'Lost' is generic")]
    [InlineData(
        "public static class Outer<T> { [Handler(Orders.Inventory)] public sealed class Lost { {0} } }",
        "Shop.Outer<T>.Lost",
        "Handler 'Lost' is generic"
    )]
    [InlineData(
        "public static class Outer { [Handler(Orders.Inventory)] private sealed class Lost { {0} } }",
        "Shop.Outer.Lost",
        "Handler 'Lost' cannot be reached by generated code"
    )]
    [InlineData(
        "public class Outer { protected static class Inner { [Handler(Orders.Inventory)] public sealed class Lost { {0} } } }",
        "Shop.Outer.Inner.Lost",
        "Handler 'Lost' cannot be reached by generated code"
    )]
    [InlineData(
        "[Handler(Orders.Inventory)] file sealed class Lost { {0} }",
        "Shop.Lost",
        "Handler 'Lost' cannot be reached by generated code"
    )]
    public void A_class_that_cannot_be_called(string declaration, string type, string expected)
    {
        var source = declaration.Replace("{0}", "[Idempotent] public void Handle(Tick tick) { }", StringComparison.Ordinal);

        var run = GeneratorHarness.RunOnce(HandlerSources.Shop + source).AssertClean();

        var handler = Fields(run, "handler");
        Assert.Equal(("inventory", type), (handler[1], handler[2]));
        Assert.StartsWith(expected, Assert.Single(Texts(handler[8..])));
        Assert.DoesNotContain("\nhandles\t", Manifest(run));
        Assert.DoesNotContain(run.HintNames, name => name.Contains("Lost", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("IMessageBus bus", "Waybill.IMessageBus")]
    [InlineData("CancellationToken token", "System.Threading.CancellationToken")]
    public void A_singleton_that_takes_what_belongs_to_a_delivery(string parameter, string expected)
    {
        const string Singleton = "[Handler(Orders.Inventory, Lifetime = HandlerLifetime.Singleton)]";
        var declaration = $"public sealed class Inventory({parameter})";

        Assert.Contains(
            $"Inventory is a singleton, and {expected} in its constructor belongs to one delivery.",
            Assert.Single(Flaws("public void Handle(Tick tick) { }", Singleton, declaration))
        );
        Assert.Empty(Flaws("public static void Handle(Tick tick) { }", Singleton, declaration));
        Assert.Empty(Flaws("public void Handle(Tick tick) { }", declaration: declaration));
    }

    [Theory]
    [InlineData("typeof(NoMethod)", "NoMethod")]
    [InlineData("typeof(NoTask)", "NoTask")]
    [InlineData("typeof(Shut)", "Shut")]
    [InlineData("typeof(IClock)", "IClock")]
    [InlineData("typeof(Value)", "Value")]
    [InlineData("typeof(int[])", "int[]")]
    [InlineData("typeof(Open<>)", "Open<>")]
    public void A_middleware_that_does_not_fit_around_one_handler_or_around_all(string type, string name)
    {
        const string Middlewares = """
            public sealed class NoMethod;
            public sealed class NoTask { public void InvokeAsync(MessageContext context, Next next) { } }
            public sealed class Shut { private Shut() { } public ValueTask InvokeAsync(MessageContext context, Next next) => next.InvokeAsync(); }
            public struct Value { public ValueTask InvokeAsync(MessageContext context, Next next) => next.InvokeAsync(); }
            public sealed class Open<T> { public ValueTask InvokeAsync(MessageContext context, Next next) => next.InvokeAsync(); }
            """;
        const string Method = "public void Handle(Tick tick) { }";

        Assert.StartsWith(
            $"{name} cannot be a middleware",
            Assert.Single(Flaws(Method, $"[Handler(Orders.Inventory)] [Middleware({type})]", more: Middlewares))
        );
        var run = GeneratorHarness
            .RunOnce(HandlerSources.Handler(Method) + Middlewares, $"using Waybill; using Shop; [assembly: Middleware({type})]")
            .AssertClean();
        Assert.StartsWith($"{name} cannot be a middleware", Assert.Single(Texts(Fields(run, "module")[2..])));
    }

    [Theory]
    [InlineData("nameof(OrderCreated.OrderId)", null)]
    [InlineData("\"OrderNo\"", "OrderCreated has no property 'OrderNo' that generated code can read")]
    [InlineData("\"\"", "OrderCreated has no property '' that generated code can read")]
    [InlineData("\"Tags\"", "OrderCreated.Tags is of type byte[], which cannot be one")]
    public void A_key_that_cannot_be_one(string key, string? expected)
    {
        var run = Run(
            $"[Idempotent(Key = {key})] public void Handle(OrderCreated order) {{ }}",
            more: "public sealed partial record OrderCreated { public byte[] Tags { get; init; } = []; }"
        );

        Assert.Equal(expected ?? "-", Fields(run, "handles")[13]);
    }

    [Theory]
    [InlineData("On = [typeof(TimeoutException)], Never = [typeof(IDisposable)]", "-", "-")]
    [InlineData("On = [], Never = []", "-", "-")]
    [InlineData(
        "On = [typeof(int)]",
        "[Retry(On = …)] names int, which is no exception: nothing throws it. Name a type that derives from Exception, or an interface.",
        "-"
    )]
    [InlineData(
        "On = [typeof(TimeoutException)], Never = [typeof(string[])]",
        "-",
        "[Retry(Never = …)] names string[], which is no exception: nothing throws it. Name a type that derives from Exception, or an interface."
    )]
    [InlineData(
        "Never = [typeof(Hidden)]",
        "-",
        "[Retry(Never = …)] names Hidden, which generated code cannot reach. Make it and the types around it internal or public."
    )]
    [InlineData(
        "On = [typeof(Wrapped<Hidden>)]",
        "[Retry(On = …)] names Wrapped<Hidden>, which generated code cannot reach. Make it and the types around it internal or public.",
        "-"
    )]
    [InlineData(
        "On = [typeof(Wrapped<>)]",
        "[Retry(On = …)] names Wrapped<>, which is an open generic type, and no exception is of one. Name it with its type arguments.",
        "-"
    )]
    public void An_exception_that_nothing_can_test_for(string exceptions, string on, string never)
    {
        var run = Run(
            $$"""
            private sealed class Hidden : InvalidOperationException;
            public sealed class Wrapped<T> : InvalidOperationException;
            [Retry(3, {{exceptions}})] public void Handle(Tick tick) { }
            """
        );

        Assert.Equal((on, never), (Fields(run, "handles")[14], Fields(run, "handles")[15]));
    }

    [Fact]
    public void Every_exception_that_nothing_can_test_for_is_named() =>
        Assert.Equal(
            "[Retry(On = …)] names int, which is no exception: nothing throws it. Name a type that derives from Exception, or an interface. "
                + "[Retry(On = …)] names string, which is no exception: nothing throws it. Name a type that derives from Exception, or an interface.",
            Fields(
                Run("public void Handle(Tick tick) { }", "[Handler(Orders.Inventory)] [Retry(On = [typeof(int), typeof(string)])]"),
                "handles"
            )[14]
        );

    /// <summary>The fields of a handler's line that follow its policies.</summary>
    private static IEnumerable<string> Flaws(
        string members,
        string attributes = "[Handler(Orders.Inventory)]",
        string declaration = "public sealed class Inventory",
        string more = ""
    ) => Texts(Fields(Run(members, attributes, declaration, more), "handler")[8..]);

    private static GeneratorRun Run(
        string members,
        string attributes = "[Handler(Orders.Inventory)]",
        string declaration = "public sealed class Inventory",
        string more = ""
    ) => GeneratorHarness.RunOnce(HandlerSources.Handler(members, attributes, declaration) + more).AssertClean();

    private static string[] Fields(GeneratorRun run, string kind) =>
        Assert.Single(Manifest(run).Split('\n'), line => line.StartsWith(kind + "\t", StringComparison.Ordinal)).Split('\t');

    private static string Manifest(GeneratorRun run)
    {
        var attribute = Assert.Single(run.Compilation.Assembly.GetAttributes(), a => a.AttributeClass?.Name == "WaybillManifestAttribute");
        return (string)attribute.ConstructorArguments[1].Value!;
    }

    /// <summary>A number, and as many texts.</summary>
    private static IEnumerable<string> Texts(string[] fields)
    {
        Assert.Equal(fields[0], $"{fields.Length - 1}");
        return fields[1..];
    }
}
