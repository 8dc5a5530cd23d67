using Microsoft.Extensions.DependencyInjection;
using Waybill.Generators.Tests.Handlers.Support;
using Waybill.Generators.Tests.Harness;

namespace Waybill.Generators.Tests.Handlers;

/// <summary>
/// What authors mark as obsolete, also as an error, or as experimental is for those who write new code to know: generated code goes on serving it, without a
/// word.
/// </summary>
public sealed class MarkedTests
{
    /// <summary>Types that user code may name only with a word of its own.</summary>
    private const string Marked = """
        #pragma warning disable X1, X2, X3, OLD1
        using System;
        using System.Collections.Generic;
        using System.Diagnostics.CodeAnalysis;
        using System.Threading.Tasks;
        using Microsoft.Extensions.DependencyInjection;
        using Waybill;

        namespace Shop;

        [Experimental("X1")] public enum Shade { Light, [Experimental("X2")] Dark, [Obsolete("x", true)] Grey }

        [Experimental("X1")] public sealed class Service;

        [Obsolete("x", DiagnosticId = "OLD1")] public sealed class OldService;

        [Experimental("X1")] public sealed class Failed : Exception;

        public sealed class Box<T>;

        [Experimental("X3")] public static class Outer { public sealed class Inner; }

        [Message] public sealed partial record Tick(int Number);

        [Experimental("X1")] [Message] public sealed partial record Trial(int Number);

        [Obsolete("x", true)] [Message] public sealed partial record Gone(int Number);

        """;

    [Theory]
    [InlineData("sealed partial record M(int A) { [Obsolete(\"x\", true)] public int B { get; init; } }")]
    [InlineData("sealed partial record M([property: Obsolete(\"x\", true)] int A)")]
    [InlineData("sealed partial record M(int A) { [Obsolete(\"x\", DiagnosticId = \"OLD1\")] public int B { get; init; } }")]
    [InlineData("sealed partial record M(int A) { public int B { [Obsolete(\"x\", true)] get; [Obsolete(\"x\", true)] init; } }")]
    [InlineData("sealed partial class M { [Obsolete(\"x\", true)] public M(int a) { A = a; } public int A { get; } }")]
    [InlineData("sealed partial record M(int A) { [Experimental(\"X3\")] public int B { get; init; } }")]
    [InlineData("sealed partial record M(Shade A)")]
    [InlineData("sealed partial record M(Shade? A)")]
    [InlineData("sealed partial record M(List<Shade> A, Dictionary<string, Shade> B, Shade[] C)")]
    [InlineData("sealed partial record M(Trial A)")]
    [InlineData("sealed partial class M { public M(int a, Shade shade = Shade.Light) { A = a; } public int A { get; } }")]
    public void A_message_is_written_and_read(string declaration)
    {
        var source = GeneratorHarness
            .RunOnce($"{Marked} [Message] public {declaration}{(declaration.EndsWith('}') ? "" : ";")}")
            .AssertClean()
            .Source("Shop.M.Message.g.cs");

        Assert.Contains("message.A", source);
        Assert.Equal(declaration.Contains(" B", StringComparison.Ordinal), source.Contains("message.B", StringComparison.Ordinal));
    }

    [Fact]
    public void A_routing_key_names_what_is_marked()
    {
        var source = GeneratorHarness
            .RunOnce($"{Marked} [Message(\"e\", \"{{A}}\")] public sealed partial record M(Shade A);")
            .AssertClean()
            .Source("Shop.M.Message.g.cs");

        Assert.Contains("Shade.Grey => \"Grey\"", source);
        Assert.Contains("Shade.Dark => \"Dark\"", source);
    }

    [Theory]
    [InlineData("[Obsolete(\"x\", true)]", "public void Handle(Tick m) { }", "Tick")]
    [InlineData("[Obsolete(\"x\", true)]", "public static void Handle(Tick m) { }", "Tick")]
    [InlineData("[Obsolete(\"x\", DiagnosticId = \"OLD1\")]", "public void Handle(Tick m) { }", "Tick")]
    [InlineData("[Experimental(\"X3\")]", "public void Handle(Tick m) { }", "Tick")]
    [InlineData("", "[Obsolete(\"x\", true)] public void Handle(Tick m) { }", "Tick")]
    [InlineData("", "[Obsolete(\"x\", true)] public Inventory() { } public void Handle(Tick m) { }", "Tick")]
    [InlineData("", "[Experimental(\"X3\")] public void Handle(Tick m) { }", "Tick")]
    [InlineData("[Obsolete]", "public void Handle(Gone m) { }", "Gone")]
    [InlineData("", "public void Handle(Trial m) { }", "Trial")]
    [InlineData("", "public IEnumerable<Trial> Handle(Tick m) => [];", "Tick")]
    [InlineData("", "public void Handle(Tick m, Service? service = null) { }", "Tick")]
    [InlineData("", "public void Handle(Tick m, OldService? service = null) { }", "Tick")]
    [InlineData("", "public Inventory(Service? service = null) { } public void Handle(Tick m) { }", "Tick")]
    [InlineData("", "public void Handle(Tick m, Box<Service[]>? box = null, Box<Outer.Inner>? inner = null) { }", "Tick")]
    [InlineData("", "public void Handle(Tick m, [FromKeyedServices(Shade.Light)] string? text = null) { }", "Tick")]
    [InlineData("", "public void Handle(Tick m, [FromKeyedServices(typeof(Service))] string? text = null) { }", "Tick")]
    [InlineData("", "[Retry(3, On = [typeof(Failed)], Never = [typeof(Failed)])] public void Handle(Tick m) { }", "Tick")]
    [InlineData("[Middleware(typeof(Around))]", "public void Handle(Tick m) { }", "Tick")]
    public async Task A_handler_is_called(string attributes, string members, string message)
    {
        const string Middleware = """
            [Obsolete("x", true), Experimental("X1")] public sealed class Around
            {
                public ValueTask InvokeAsync(MessageContext context, Next next) => next.InvokeAsync();
            }
            """;
        var around = attributes.Contains("Around", StringComparison.Ordinal) ? "[Obsolete]" : "";
        using var module = LoadedModule.Load(
            $"{Marked} {Middleware} {around} [Handler(\"q\")] {attributes} public sealed class Inventory {{ {members} }}"
        );

        await using var services = new ServiceCollection().BuildServiceProvider();

        await module.Handler($"Shop.{message}").Invoke(module.Message($"Shop.{message}", 1), new TestDelivery(services));
    }

    [Fact]
    public void A_middleware_around_all() =>
        GeneratorHarness
            .RunOnce(
                """
                #pragma warning disable X1
                using System.Diagnostics.CodeAnalysis;
                using System.Threading.Tasks;
                using Waybill;
                [assembly: Middleware(typeof(Around))]
                [Message] public sealed partial record Tick;
                [Handler("q")] public static class H { public static void Handle(Tick tick) { } }
                [Experimental("X1")] public sealed class Around
                {
                    public ValueTask InvokeAsync(MessageContext context, Next next) => next.InvokeAsync();
                }
                """
            )
            .AssertClean();

    [Fact]
    public void A_library_that_is_experimental_as_a_whole()
    {
        var library = new GeneratorHarness("Lib")
            .Run(
                "[assembly: System.Diagnostics.CodeAnalysis.Experimental(\"X9\")] namespace Lib; [Waybill.Message] public sealed partial record Sent(int A);"
            )
            .ToReference();

        new GeneratorHarness("Host", library)
            .Run(
                """
                #pragma warning disable X9
                using Lib;
                using Waybill;
                [Message] public sealed partial record Own(Sent Inner);
                [Handler("q")] public static class H { public static void Handle(Sent sent) { } }
                """
            )
            .AssertClean();
    }
}
