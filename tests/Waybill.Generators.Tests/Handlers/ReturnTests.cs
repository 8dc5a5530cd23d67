using Waybill.Generators.Tests.Handlers.Support;

namespace Waybill.Generators.Tests.Handlers;

/// <summary>Every shape of result, compiled and called.</summary>
public sealed class ReturnTests
{
    private const string Out = "new Out(1)";

    /// <summary>Return type, modifiers and body; what is published, or null where the method is no handler.</summary>
    private static readonly (string Method, string? Published)[] s_shapes =
    [
        ("void Handle(# m) { }", ""),
        ("Task HandleAsync(# m) => Task.CompletedTask;", ""),
        ("async Task HandleAsync(# m) => await Task.Yield();", ""),
        ("ValueTask HandleAsync(# m) => default;", ""),
        ($"Out Handle(# m) => {Out};", "1"),
        ($"Out? Handle(# m) => {Out};", "1"),
        ("Out? Handle(# m) => null;", ""),
        ("Point Handle(# m) => new Point(7);", "7"),
        ("Point? Handle(# m) => new Point(7);", "7"),
        ("Point? Handle(# m) => null;", ""),
        ($"IMessage Handle(# m) => {Out};", "1"),
        ($"Task<Out> HandleAsync(# m) => Task.FromResult({Out});", "1"),
        ("Task<Out?> HandleAsync(# m) => Task.FromResult<Out?>(null);", ""),
        ($"ValueTask<Out> HandleAsync(# m) => new({Out});", "1"),
        ("async ValueTask<Point?> HandleAsync(# m) { await Task.Yield(); return new Point(2); }", "2"),
        ($"IEnumerable<IMessage> Handle(# m) {{ yield return {Out}; yield return new Point(2); }}", "1 2"),
        ($"IEnumerable<Out> Handle(# m) => [{Out}, new Out(2)];", "1 2"),
        ($"IEnumerable<IMessage?> Handle(# m) => [null, {Out}];", "1"),
        ($"IEnumerable<Point?> Handle(# m) => [null, new Point(3)];", "3"),
        ("IEnumerable<IMessage>? Handle(# m) => null;", ""),
        ($"IMessage[] Handle(# m) => [{Out}];", "1"),
        ($"Out[] Handle(# m) => [{Out}];", "1"),
        ($"List<IMessage> Handle(# m) => [{Out}];", "1"),
        ($"IReadOnlyList<IMessage> Handle(# m) => [{Out}];", "1"),
        ($"ImmutableArray<Out> Handle(# m) => [{Out}];", "1"),
        ($"Task<IEnumerable<IMessage>> HandleAsync(# m) => Task.FromResult<IEnumerable<IMessage>>([{Out}]);", "1"),
        ($"ValueTask<List<Out>> HandleAsync(# m) => new(new List<Out> {{ {Out} }});", "1"),
        ($"async IAsyncEnumerable<IMessage> HandleAsync(# m) {{ await Task.Yield(); yield return {Out}; }}", "1"),
        ($"async IAsyncEnumerable<Out> HandleAsync(# m, CancellationToken token) {{ await Task.Yield(); yield return {Out}; }}", "1"),
        ("Odd Handle(# m) => new();", "1"),
        ("Odd? Handle(# m) => new();", "1"),
        ("Two Handle(# m) => new();", "1"),
        ("Task<TwoLater> HandleAsync(# m) => Task.FromResult(new TwoLater());", "1"),
        ("async void Handle(# m) => await Task.Yield();", null),
        ("int Handle(# m) => 1;", null),
        ("Task<string> HandleAsync(# m) => Task.FromResult(\"\");", null),
        ("List<int> Handle(# m) => [];", null),
        ("Out Handle<T>(# m) => null!;", null),
        ("void Handle(ref # m) { }", null),
        ("void Process(# m) { }", null),
        ("void Handle(string m) { }", null),
        ("void Handle() { }", null),
    ];

    [Theory]
    [InlineData("public sealed class Shapes", "public")]
    [InlineData("public sealed class Shapes(List<string> log) : IDisposable", "public")]
    [InlineData("internal sealed class Shapes(List<string> log) : IAsyncDisposable", "internal")]
    [InlineData("public static class Shapes", "public static")]
    [InlineData("public sealed record Shapes", "public static")]
    public async Task Results_are_published(string declaration, string modifiers)
    {
        using var module = LoadedModule.Load(Source(declaration, modifiers));

        for (var i = 0; i < s_shapes.Length; i++)
        {
            var (method, published) = s_shapes[i];
            if (published is null)
            {
                Assert.DoesNotContain(module.Registry.Handlers, handler => handler.MessageType.Name == $"In{i}");
                continue;
            }

            var delivery = new TestDelivery();
            await module.Handler($"Shop.In{i}").Invoke(module.Message($"Shop.In{i}"), delivery);

            Assert.True(published == string.Join(' ', delivery.Published), $"{method} published '{string.Join(' ', delivery.Published)}'");
            Assert.Equal(declaration.Contains("Disposable") ? ["disposed"] : [], delivery.Log);
        }
    }

    [Fact]
    public async Task A_singleton_gives_the_same_results()
    {
        using var module = LoadedModule.Load(Source("public sealed class Shapes", "public", "Lifetime = HandlerLifetime.Singleton"));

        foreach (var handler in module.Registry.Handlers)
        {
            var delivery = new TestDelivery();
            await handler.Invoke(module.Message(handler.MessageType.FullName!), delivery);
            Assert.Equal(s_shapes[int.Parse(handler.MessageType.Name[2..])].Published, string.Join(' ', delivery.Published));
        }
    }

    /// <summary>What the compiler can walk without an interface is not walked by one, which would put its enumerator on the heap.</summary>
    [Theory]
    [InlineData("List<Out>")]
    [InlineData("ImmutableArray<Out>")]
    [InlineData("Out[]")]
    [InlineData("IEnumerable<Out>")]
    public void A_sequence_is_cast_only_where_it_must_be(string type) =>
        Assert.Contains(
            "foreach (var item in result)",
            Harness
                .GeneratorHarness.RunOnce(
                    $$"""
                    using System.Collections.Generic;
                    using System.Collections.Immutable;
                    using Waybill;
                    [Message] public sealed partial record Out;
                    [Handler("q")] public static class H { public static {{type}} Handle(Out m) => default!; }
                    """
                )
                .AssertClean()
                .Source("H.Handler.g.cs")
        );

    /// <summary>What they are walked as is not what the compiler would take by itself.</summary>
    private const string Sequences = """
        public sealed class Odd : IEnumerable<Out>
        {
            public IEnumerator<object> GetEnumerator() { yield return "no message"; }
            IEnumerator<Out> IEnumerable<Out>.GetEnumerator() { yield return new Out(1); }
            System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
        }

        public sealed class Two : IEnumerable<string>, IEnumerable<Out>
        {
            IEnumerator<string> IEnumerable<string>.GetEnumerator() { yield return "no message"; }
            IEnumerator<Out> IEnumerable<Out>.GetEnumerator() { yield return new Out(1); }
            System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => throw new NotSupportedException();
        }

        public sealed class TwoLater : IAsyncEnumerable<string>, IAsyncEnumerable<Out>
        {
            async IAsyncEnumerator<string> IAsyncEnumerable<string>.GetAsyncEnumerator(CancellationToken token) { yield return "no message"; }
            async IAsyncEnumerator<Out> IAsyncEnumerable<Out>.GetAsyncEnumerator(CancellationToken token) { yield return new Out(1); }
        }
        """;

    private static string Source(string declaration, string modifiers, string options = "Prefetch = 1") =>
        $$"""
            #pragma warning disable CS1998, CS8425
            using System;
            using System.Collections.Generic;
            using System.Collections.Immutable;
            using System.Threading;
            using System.Threading.Tasks;
            using Waybill;

            namespace Shop;

            public static class Names
            {
                [Queue]
                public const string Inventory = "inventory";
            }

            [Message] public sealed partial record Out(int Number) { public override string ToString() => $"{Number}"; }
            [Message] public partial record struct Point(int X) { public override string ToString() => $"{X}"; }
            {{Sequences}}
            {{string.Join('\n', s_shapes.Select((_, i) => $"[Message] public sealed partial record In{i};"))}}

            [Handler(Names.Inventory, {{options}})]
            {{declaration}}
            {
                {{string.Join('\n', s_shapes.Select((shape, i) => $"{modifiers} {shape.Method.Replace("#", $"In{i}")}"))}}

                {{(declaration.Contains(": IDisposable") ? "public void Dispose() => log.Add(\"disposed\");" : "")}}
                {{(
                declaration.Contains("IAsyncDisposable") ? "public ValueTask DisposeAsync() { log.Add(\"disposed\"); return default; }" : ""
            )}}
            }
            """;
}
