using Waybill.Generators.Tests.Handlers;
using Waybill.Generators.Tests.Harness;

namespace Waybill.Generators.Tests.Modules;

/// <summary>On input that is wrong the generator is silent and adds no error of its own.</summary>
public sealed class BadInputTests
{
    /// <summary>Right for the compiler, wrong for Waybill: whatever is emitted must compile.</summary>
    [Theory]
    [InlineData("[Handler(Orders.Inventory)] public sealed class Generic<T> { public void Handle(Tick tick) { } }")]
    [InlineData(
        "public static class Outer<T> { [Handler(Orders.Inventory)] public sealed class Inner { public void Handle(Tick tick) { } } }"
    )]
    [InlineData(
        "public static class Outer { [Handler(Orders.Inventory)] private sealed class Hidden { public void Handle(Tick tick) { } } }"
    )]
    [InlineData("[Handler(Orders.Inventory)] file sealed class Local { public void Handle(Tick tick) { } }")]
    [InlineData("[Handler(Orders.Inventory)] public abstract class Abstract { public void Handle(Tick tick) { } }")]
    [InlineData("[Handler(Orders.Inventory)] public sealed class Private { private Private() { } public void Handle(Tick tick) { } }")]
    [InlineData("[Handler(null!)] public sealed class NoQueue { public void Handle(Tick tick) { } }")]
    [InlineData("[Handler(\"\")] public sealed class EmptyQueue { public void Handle(Tick tick) { } }")]
    [InlineData(
        "[Handler(Orders.Inventory)] public sealed class Twice { public void Handle(Tick tick) { } public Task HandleAsync(Tick tick) => null!; }"
    )]
    [InlineData(
        "[Handler(Orders.Inventory)] public sealed class NoMessage { public void Handle(IMessage any) { } public void Handle(object any) { } }"
    )]
    [InlineData(
        "[Message] public sealed record NotPartial; [Handler(Orders.Inventory)] public sealed class H { public void Handle(NotPartial m) { } }"
    )]
    [InlineData(
        "[Message] public partial record Root; [Message] public sealed record Leaf : Root; [Handler(Orders.Inventory)] public sealed class H { public void Handle(Leaf m) { } }"
    )]
    [InlineData(
        "[Handler(Orders.Inventory, Timeout = null!, Lifetime = (HandlerLifetime)9)] public sealed class Odd { public void Handle(Tick tick) { } }"
    )]
    [InlineData(
        "[Handler(Orders.Inventory)] public sealed class Key { [Idempotent(Key = \"no such\")] public void Handle(Tick tick) { } }"
    )]
    [InlineData(
        "[Handler(Orders.Inventory)] [Middleware(typeof(int)), Middleware(typeof(List<>)), Middleware(typeof(IClock)), Middleware(null!)] public static class M { public static void Handle(Tick tick) { } }"
    )]
    [InlineData(
        "[Handler(Orders.Inventory)] public static class R { [Retry(On = [typeof(int), null!, typeof(List<>)], Never = null!)] public static void Handle(Tick tick) { } }"
    )]
    [InlineData(
        "public static class Odd { [Queue] public static readonly string Field = \"x\"; [Exchange((ExchangeType)9)] public const string E = \"e\"; [Queue] public const int Number = 1; [Queue] public const string? Null = null; [Binding(null!)] public const string B = \"b\"; }"
    )]
    [InlineData("[Handler(Orders.Inventory)] public sealed class @class { public void Handle(Tick tick) { } }")]
    [InlineData(
        "[Handler(Orders.Inventory)] public sealed class H { public void Handle(Tick tick, ReadOnlySpan<byte> span) { } public void Handle(OrderCreated order, int? number) { } }"
    )]
    [InlineData("[Handler(Orders.Inventory)] public sealed class H(int? number) { public void Handle(Tick tick) => _ = number; }")]
    [InlineData(
        "[Handler(Orders.Inventory)] public sealed class H { public required int Number { get; init; } public void Handle(Tick tick) { } }"
    )]
    public void What_is_emitted_compiles(string source) => GeneratorHarness.RunOnce(HandlerSources.Shop + source).AssertClean();

    /// <summary>Being typed: the compiler's own errors stay the only ones.</summary>
    [Theory]
    [InlineData("[Handler] public sealed class H { public void Handle(Tick tick) { } }")]
    [InlineData("[Message, Reserved(2, new[] { \"Note\", \"Text\" })] public sealed partial record M(int A);")]
    [InlineData("[Message, Reserved(new[] { 2 }, \"Note\")] public sealed partial record M(int A);")]
    [InlineData(
        "[Message(new[] { \"e\" }, new[] { \"k\" }, Name = new[] { \"N\" }, Mandatory = new[] { true })] public sealed partial record M(int A);"
    )]
    [InlineData("[Message(Durability = new[] { 1 })] public sealed partial record M(int A);")]
    [InlineData(
        "[Message] public sealed partial record M([Field(new[] { 2 })] int A, [property: SerializeWith(new[] { typeof(int) })] Uri B);"
    )]
    [InlineData("[Handler(Orders.Inventory), Retry(new[] { 3 })] public sealed class H { public void Handle(Tick tick) { } }")]
    [InlineData("[Obsolete(\"\", new[] { true })] public sealed class Old; [Message] public sealed partial record M(int A, Old? B);")]
    [InlineData("[Handler(Missing.Queue)] public sealed class H { public void Handle(Tick tick) { } }")]
    [InlineData("[Handler(Orders.Inventory)] public sealed class H { public void Handle(Missing m) { } }")]
    [InlineData("[Handler(Orders.Inventory)] public sealed class H { public Task<Missing> Handle(Tick tick) => null!; }")]
    [InlineData("[Handler(Orders.Inventory)] public sealed class H { public void Handle( }")]
    [InlineData(
        "[Handler(Orders.Inventory), Retry(3, Backoff.Nonsense, Delay = 5)] public sealed class H { public void Handle(Tick tick) { } }"
    )]
    [InlineData(
        "public static class N { [Exchange] public const string E = \"e\"; [Binding] public const string B = \"b\"; [Queue(Lease = 5)] public const string Q = \"q\"; }"
    )]
    [InlineData("[assembly: WaybillModule] [assembly: Middleware(typeof(Missing))]")]
    [InlineData(
        "[Handler(Orders.Inventory)] public sealed class H(Missing m) { public void Handle(Tick tick, Missing m) { } public void Handle(OrderCreated order) { } }"
    )]
    [InlineData(
        "[Handler(Orders.Inventory)] public partial class H { public void Handle(Tick tick) { } } [Handler(Orders.Inventory)] public partial class H;"
    )]
    [InlineData("[Message] public sealed partial record M; [Message] public sealed partial record M;")]
    public void Errors_do_not_cascade(string source)
    {
        var run = GeneratorHarness.RunOnce(HandlerSources.Shop + source).AssertSilent();

        Assert.All(
            run.Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error),
            error => Assert.Equal("File0.cs", error.Location.SourceTree?.FilePath)
        );
    }
}
