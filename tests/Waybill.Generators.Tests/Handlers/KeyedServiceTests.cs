using Microsoft.Extensions.DependencyInjection;
using Waybill.Generators.Tests.Handlers.Support;
using Waybill.Generators.Tests.Harness;

namespace Waybill.Generators.Tests.Handlers;

/// <summary>Keyed and optional services, resolved by the container itself.</summary>
public sealed class KeyedServiceTests
{
    private const string Keys = """
        #pragma warning disable CS9113 // Injected and not read.
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Microsoft.Extensions.DependencyInjection;
        using Waybill;

        namespace Shop;

        public enum Site : byte { North = 3 }

        [Message] public sealed partial record Tick;

        """;

    private static async Task<List<string>> RunAsync(string source, Action<IServiceCollection> configure)
    {
        using var module = LoadedModule.Load(Keys + source);
        var services = new ServiceCollection().AddSingleton(new List<string>());
        configure(services);
        await using var provider = services.BuildServiceProvider();
        var delivery = new TestDelivery(provider);
        await module.Handler("Shop.Tick").Invoke(module.Message("Shop.Tick"), delivery);
        return provider.GetRequiredService<List<string>>();
    }

    [Theory]
    [InlineData("\"eu\"", "text")]
    [InlineData("\"a\\\"b\"", "quoted")]
    [InlineData("7", "int")]
    [InlineData("(byte)7", "byte")]
    [InlineData("-7L", "long")]
    [InlineData("'x'", "char")]
    [InlineData("true", "bool")]
    [InlineData("Site.North", "enum")]
    [InlineData("(Site)9", "nameless")]
    [InlineData("typeof(List<Site>)", "type")]
    public async Task A_key_is_passed_on(string key, string expected)
    {
        var log = await RunAsync(
            $$"""
            [Handler("q")]
            public sealed class H([FromKeyedServices({{key}})] Version first, Version plain)
            {
                public void Handle(Tick tick, [FromKeyedServices({{key}})] Version second, List<string> log) =>
                    log.Add($"{first.Build} {second.Build} {plain.Build}");
            }
            """,
            services =>
            {
                services.AddSingleton(new Version(1, 0, 99));
                object[] keys = ["eu", "a\"b", 7, (byte)7, -7L, 'x', true];
                foreach (var other in keys)
                {
                    services.AddKeyedSingleton(other, new Version(1, 0, Array.IndexOf(keys, other)));
                }

                services.AddKeyedSingleton<Version>(KeyedService.AnyKey, (_, any) => new Version(1, 0, 50 + any!.GetType().Name.Length));
            }
        );

        var build = expected switch
        {
            "text" => 0,
            "quoted" => 1,
            "int" => 2,
            "byte" => 3,
            "long" => 4,
            "char" => 5,
            "bool" => 6,
            "enum" or "nameless" => 50 + "Site".Length,
            _ => 50 + "RuntimeType".Length,
        };
        Assert.Equal([$"{build} {build} 99"], log);
    }

    [Fact]
    public async Task Middlewares_and_singletons_have_keyed_services_too() =>
        Assert.Equal(
            ["1.1", "1.2"],
            await RunAsync(
                """
                public sealed class Around([FromKeyedServices("a")] Version version, List<string> log)
                {
                    public ValueTask InvokeAsync(MessageContext context, Next next)
                    {
                        log.Add(version.ToString());
                        return next.InvokeAsync();
                    }
                }

                [Handler("q", Lifetime = HandlerLifetime.Singleton)]
                [Middleware(typeof(Around))]
                public sealed class H([FromKeyedServices("b")] Version version, List<string> log)
                {
                    public void Handle(Tick tick) => log.Add(version.ToString());
                }
                """,
                services => services.AddKeyedSingleton("a", new Version(1, 1)).AddKeyedSingleton("b", new Version(1, 2))
            )
        );

    [Theory]
    [InlineData("[FromKeyedServices(null)] Version")]
    [InlineData("[FromKeyedServices] Version")]
    public async Task Without_a_key_it_is_the_plain_service(string parameter) =>
        Assert.Equal(
            ["3.0"],
            await RunAsync(
                $$"""
                [Handler("q")]
                public sealed class H({{parameter}} version, List<string> log)
                {
                    public void Handle(Tick tick) => log.Add(version.ToString());
                }
                """,
                services => services.AddSingleton(new Version(3, 0))
            )
        );

    [Fact]
    public async Task A_keyed_service_that_is_missing_throws() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            RunAsync(
                """[Handler("q")] public static class H { public static void Handle(Tick tick, [FromKeyedServices("eu")] Version version) { } }""",
                services => services.AddSingleton(new Version(1, 0))
            )
        );

    /// <summary>Else a scoped service would come from the root.</summary>
    [Fact]
    public void A_keyed_service_is_not_taken_for_a_proven_singleton()
    {
        using var module = LoadedModule.Load(
            Keys
                + """[Handler("q")] public static class H { public static void Handle(Tick tick, [FromKeyedServices("eu")] Version version, List<string> log) { } }"""
        );

        Assert.Equal([typeof(IKeyedServiceProvider), typeof(List<string>)], module.Handler("Shop.Tick").Services);
    }

    [Fact]
    public async Task An_optional_service_may_be_missing()
    {
        const string Source = """
            [Handler("q")]
            public sealed class H(List<string> log, Version? version = null, [FromKeyedServices("eu")] Version? keyed = null)
            {
                public void Handle(Tick tick, Version? own = null) => log.Add($"{version}|{keyed}|{own}");
            }
            """;

        Assert.Equal(["||"], await RunAsync(Source, _ => { }));
        Assert.Equal(
            ["1.0|2.0|1.0"],
            await RunAsync(Source, services => services.AddSingleton(new Version(1, 0)).AddKeyedSingleton("eu", new Version(2, 0)))
        );
    }

    [Theory]
    [InlineData("[FromKeyedServices(new object[] { 1 })] Version version")]
    [InlineData("[FromKeyedServices(Hidden.Key)] Version version")]
    [InlineData("[FromKeyedServices(typeof(Hidden))] Version version")]
    public void A_key_that_generated_code_cannot_say_compiles(string parameter) =>
        GeneratorHarness
            .RunOnce(
                Keys
                    + $$"""
                    [Handler("q")] public sealed class H
                    {
                        private enum Hidden { Key }
                        public H({{parameter}}) { }
                        public void Handle(Tick tick) { }
                    }
                    """
            )
            .AssertClean();

    /// <summary>A warning would be an error in a project that takes them for such.</summary>
    [Theory]
    [InlineData("Func<string?> service")]
    [InlineData("Dictionary<string, List<Version?>?>? service")]
    [InlineData("Func<(string? A, int? B)> service")]
    [InlineData("IEnumerable<string?[]> service")]
    public void A_service_keeps_the_nullability_of_its_type_arguments(string parameter) =>
        GeneratorHarness
            .RunOnce(
                Keys
                    + $$"""
                    [Handler("q")] public sealed class H({{parameter}})
                    {
                        public void Handle(Tick tick, {{parameter}}) { }
                    }
                    """
            )
            .AssertClean();
}
