using Microsoft.Extensions.DependencyInjection;
using Waybill.Generated;
using Waybill.Runtime.Hosting;
using Waybill.Runtime.Tests.Fakes;
using Waybill.Runtime.Tests.Generated;

namespace Waybill.Runtime.Tests.Hosting;

/// <summary>A service that nobody registered is said when the host starts, and not by the first message.</summary>
public sealed class ServiceCheckTests
{
    private readonly IServiceCollection _services = new ServiceCollection();

    [Fact]
    public async Task A_host_whose_services_are_missing_names_all_of_them_with_who_needs_them()
    {
        await using var host = TestHost.Create<WaybillRuntimeTestsModule>();

        Assert.Equal(
            [
                $"Inner in queue 'scoped' needs the service {typeof(Journey)}",
                $"Outer in queue 'scoped' needs the service {typeof(Journey)}",
                $"ScopedHandler in queue 'scoped' needs the service {typeof(Journey)}",
                $"ScopedHandler in queue 'scoped' needs the service {typeof(ScopedService)}",
                $"SharedHandler in queue 'shared' needs the service {typeof(Journey)}",
                $"StaticHandler in queue 'static' needs the service {typeof(Journey)}",
            ],
            (await host.ProblemsAsync()).Select(problem => problem.Split(", which is not registered")[0]).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void One_service_of_one_class_is_one_problem_with_every_queue() =>
        Assert.Equal(
            "Timing in queue 'a', queue 'b' needs the service System.Random, which is not registered. "
                + "Add it to the host's services, or give the parameter a default value.",
            Assert.Single(
                Problems(
                    Handler("b", new RequiredService(typeof(Random), "Timing")),
                    Handler("a", new RequiredService(typeof(Random), "Timing")),
                    Handler("a", new RequiredService(typeof(Random), "Timing"))
                )
            )
        );

    [Fact]
    public void A_registered_service_is_no_problem_whatever_its_lifetime_and_who_makes_it()
    {
        _services.AddScoped<Random>().AddTransient<IComparable>(_ => "made").AddSingleton("text").AddLogging();

        Assert.Empty(
            Problems(
                Handler(
                    "q",
                    [
                        .. new[]
                        {
                            typeof(Random),
                            typeof(IComparable),
                            typeof(string),
                            typeof(Microsoft.Extensions.Logging.ILogger<Random>),
                            typeof(IEnumerable<Version>),
                            typeof(IServiceScopeFactory),
                        }.Select(type => new RequiredService(type, "H")),
                    ]
                )
            )
        );
    }

    [Fact]
    public void A_keyed_service_is_another_than_the_plain_one_and_than_that_of_another_key()
    {
        _services.AddSingleton<Random>().AddKeyedSingleton("eu", new Version(1, 0));

        var problems = Problems(
            Handler(
                "q",
                new RequiredService(typeof(Random), "H", "eu"),
                new RequiredService(typeof(Version), "H"),
                new RequiredService(typeof(Version), "H", "eu"),
                new RequiredService(typeof(Version), "H", "us")
            )
        );

        Assert.Collection(
            problems,
            problem => Assert.Contains("System.Random with the key 'eu'", problem),
            problem => Assert.Contains("System.Version, which", problem),
            problem => Assert.Contains("System.Version with the key 'us'", problem)
        );
    }

    [Fact]
    public void A_container_that_cannot_be_asked_is_not_checked() =>
        Assert.Empty(
            new ServiceCheck(new Mute(), new ServiceLifetimes(_services)).Problems([
                Handler("q", new RequiredService(typeof(Random), "H"), new RequiredService(typeof(Random), "H", "eu")),
            ])
        );

    [Fact]
    public async Task A_host_whose_singleton_handler_would_keep_a_scoped_service_does_not_start()
    {
        await using var host = TestHost.Create<WaybillRuntimeTestsModule>(services: services =>
            services.AddScoped<Journey>().AddScoped<ScopedService>()
        );

        Assert.Equal(
            $"SharedHandler in queue 'shared' is a singleton and takes the service {typeof(Journey)}, which is registered as scoped: one instance would serve every "
                + "delivery. Make the handler Lifetime = HandlerLifetime.Scoped, register the service as a singleton, or take IServiceScopeFactory and make a scope "
                + "for each call.",
            Assert.Single(await host.ProblemsAsync())
        );
    }

    [Fact]
    public void A_kept_service_is_named_once_with_its_key_and_every_queue()
    {
        _services.AddKeyedScoped<Random>("eu").AddSingleton<Version>(new Version(1, 0)).AddTransient<object>();
        KeptService[] keeps =
        [
            new(typeof(Random), "H", "eu"),
            new(typeof(Random), "H"),
            new(typeof(Version), "H"),
            new(typeof(object), "H"),
            new(typeof(IServiceScopeFactory), "H"),
        ];

        Assert.StartsWith(
            "H in queue 'a', queue 'b' is a singleton and takes the service System.Random with the key 'eu', which is registered as scoped",
            Assert.Single(Problems(Keeper("b", keeps), Keeper("a", keeps), Keeper("a", keeps)))
        );
    }

    private static HandlerRegistration Keeper(string queue, KeptService[] keeps) =>
        new HandlerRegistration<Tick>(queue, new TestHandler<Tick>((_, _) => default) { Keeps = keeps });

    private static HandlerRegistration Handler(string queue, params RequiredService[] needs) =>
        new HandlerRegistration<Tick>(queue, new TestHandler<Tick>((_, _) => default) { Needs = needs });

    private List<string> Problems(params HandlerRegistration[] handlers)
    {
        using var provider = _services.BuildServiceProvider();
        return [.. new ServiceCheck(provider, new ServiceLifetimes(_services)).Problems(handlers)];
    }

    private sealed class Mute : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
