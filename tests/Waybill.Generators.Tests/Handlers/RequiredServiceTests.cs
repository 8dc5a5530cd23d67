using Microsoft.Extensions.DependencyInjection;
using Waybill.Generated;
using Waybill.Generators.Tests.Handlers.Support;

namespace Waybill.Generators.Tests.Handlers;

/// <summary>Which services generated code says that it needs, and what it does without those that it does not.</summary>
public sealed class RequiredServiceTests
{
    private const string Source = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.Extensions.DependencyInjection;
        using Waybill;

        namespace Shop;

        [Message] public sealed partial record Tick;

        public enum Site { North, South }

        public sealed class Around(Random random)
        {
            public ValueTask InvokeAsync(MessageContext context, Next next) => random is null ? default : next.InvokeAsync();
        }

        """;

    private static IEnumerable<(Type, string, object?)> Required(string handler)
    {
        using var module = LoadedModule.Load(Source + handler);
        return [.. module.Handler("Shop.Tick").RequiredServices.Select(service => (service.Type, service.Consumer, service.Key))];
    }

    [Fact]
    public void The_constructors_the_methods_and_the_middlewares_with_their_keys() =>
        Assert.Equal(
            [(typeof(Version), "H", null), (typeof(Version), "H", "eu"), (typeof(Uri), "H", 7), (typeof(Random), "Around", null)],
            Required(
                """
                [Handler("q")]
                [Middleware(typeof(Around))]
                public sealed class H(Version plain, [FromKeyedServices("eu")] Version keyed, IMessageBus bus, IServiceProvider services)
                {
                    public void Handle(Tick tick, MessageContext context, Version again, [FromKeyedServices(7)] Uri uri, CancellationToken token) =>
                        GC.KeepAlive((plain, keyed, bus, services));
                }
                """
            )
        );

    [Fact]
    public void A_singletons_constructor_too() =>
        Assert.Equal(
            [(typeof(Version), "H", null)],
            Required(
                """
                [Handler("q", Lifetime = HandlerLifetime.Singleton)]
                public sealed class H(Version version) { public void Handle(Tick tick) => GC.KeepAlive(version); }
                """
            )
        );

    [Fact]
    public void A_singleton_keeps_what_its_constructor_takes_also_when_it_can_do_without()
    {
        const string Handler = """
            [Middleware(typeof(Around))]
            public sealed class H(Version version, [FromKeyedServices("eu")] Uri uri, IServiceProvider services, List<string>? log = null)
            {
                public void Handle(Tick tick, Exception error) => GC.KeepAlive((version, uri, services, log));

                public static void Handle(Tock tock) { }
            }

            [Message] public sealed partial record Tock;
            """;
        using var singleton = LoadedModule.Load($"{Source} [Handler(\"q\", Lifetime = HandlerLifetime.Singleton)] {Handler}");
        using var scoped = LoadedModule.Load($"{Source} [Handler(\"q\")] {Handler}");

        Assert.Equal(
            [new KeptService(typeof(Version), "H"), new(typeof(Uri), "H", "eu"), new(typeof(List<string>), "H")],
            singleton.Handler("Shop.Tick").KeptServices
        );
        Assert.Empty(singleton.Handler("Shop.Tock").KeptServices);
        Assert.Empty(scoped.Handler("Shop.Tick").KeptServices);
    }

    [Fact]
    public void A_static_method_does_without_the_constructors() =>
        Assert.Empty(
            Required(
                """[Handler("q")] public sealed class H(Version version) { public static void Handle(Tick tick) { } public Version V => version; }"""
            )
        );

    [Fact]
    public async Task A_nullable_or_defaulted_parameter_is_not_required_and_its_default_stands_in()
    {
        using var module = LoadedModule.Load(
            Source
                + """
                [Handler("q")]
                public sealed class H(List<string> log, Version? version, int attempts = 3, string name = "a\"b", Site site = Site.South)
                {
                    public void Handle(Tick tick, Uri? uri = null, double rate = 0.5, [FromKeyedServices("k")] string keyed = "none") =>
                        log.Add(FormattableString.Invariant($"{version}|{attempts}|{name}|{site}|{uri}|{rate}|{keyed}"));
                }
                """
        );
        var log = new List<string>();
        await using var without = new ServiceCollection().AddSingleton(log).BuildServiceProvider();
        await using var with = new ServiceCollection()
            .AddSingleton(log)
            .AddSingleton(new Version(1, 0))
            .AddSingleton(typeof(int), 9)
            .AddSingleton("text")
            .AddKeyedSingleton("k", "key")
            .BuildServiceProvider();
        var handler = module.Handler("Shop.Tick");

        await handler.Invoke(module.Message("Shop.Tick"), new TestDelivery(without));
        await handler.Invoke(module.Message("Shop.Tick"), new TestDelivery(with));

        Assert.Equal(["|3|a\"b|South||0.5|none", "1.0|9|text|South||0.5|key"], log);
        Assert.Equal([typeof(List<string>)], handler.RequiredServices.Select(service => service.Type));
    }

    /// <summary>The container cannot tell a missing value from one that is zero.</summary>
    [Fact]
    public void A_keyed_value_is_required_whatever_its_default() =>
        Assert.Equal(
            [(typeof(int), "H", "k")],
            Required(
                """[Handler("q")] public static class H { public static void Handle(Tick tick, [FromKeyedServices("k")] int value = 3) { } }"""
            )
        );
}
