using Microsoft.Extensions.DependencyInjection;
using Waybill.Runtime.Hosting;

namespace Waybill.Runtime.Tests.Hosting;

/// <summary>What is said of a service is what the container does with it: it is asked in two scopes and in the root.</summary>
public sealed class ServiceLifetimesTests
{
    private readonly IServiceCollection _services = new ServiceCollection();

    [Fact]
    public void The_last_registration_counts()
    {
        _services.AddSingleton<Part>().AddScoped<Part>();
        _services.AddScoped<Other>().AddSingleton<Other>();

        AssertIs<Part>(ServiceLifetime.Scoped);
        AssertIs<Other>(ServiceLifetime.Singleton);
    }

    [Fact]
    public void A_key_is_another_service_and_any_key_stands_in()
    {
        _services.AddSingleton<Part>().AddKeyedScoped<Part>("a").AddKeyedTransient<Part>(KeyedService.AnyKey).AddKeyedScoped<Other>("a");

        AssertIs<Part>(ServiceLifetime.Singleton);
        AssertIs<Part>(ServiceLifetime.Scoped, "a");
        AssertIs<Part>(ServiceLifetime.Transient, "b");
        Assert.Null(Of<Other>("b"));
        Assert.Null(Of<Other>());
    }

    [Fact]
    public void A_closed_generic_type_goes_before_its_open_one()
    {
        _services
            .AddSingleton<Box<Part>>()
            .AddScoped(typeof(Box<>))
            .AddKeyedSingleton<Box<Other>>(KeyedService.AnyKey)
            .AddKeyedScoped(typeof(Box<>), "a", typeof(Box<>));

        AssertIs<Box<Part>>(ServiceLifetime.Singleton);
        AssertIs<Box<Other>>(ServiceLifetime.Scoped);
        AssertIs<Box<Other>>(ServiceLifetime.Singleton, "a");
        AssertIs<Box<Part>>(ServiceLifetime.Scoped, "a");
    }

    [Fact]
    public void A_sequence_is_scoped_when_one_of_its_elements_is()
    {
        _services.AddScoped<Part>().AddSingleton<Part>().AddSingleton<Other>().AddScoped(typeof(Box<>));

        Assert.Equal(ServiceLifetime.Scoped, Of<IEnumerable<Part>>());
        Assert.Equal(ServiceLifetime.Scoped, Of<IEnumerable<Box<Part>>>());
        Assert.Null(Of<IEnumerable<Other>>());
        Assert.Null(Of<IEnumerable<Version>>());
        AssertRootRefuses<IEnumerable<Part>>();
        AssertRootRefuses<IEnumerable<Box<Part>>>();
    }

    [Fact]
    public void What_the_container_makes_by_itself_is_unknown()
    {
        Assert.Null(Of<IServiceProvider>());
        Assert.Null(Of<IServiceScopeFactory>());
        Assert.Null(Of<Part>());
    }

    private ServiceLifetime? Of<T>(object? key = null) => new ServiceLifetimes(_services).Of(typeof(T), key);

    private void AssertIs<T>(ServiceLifetime expected, object? key = null)
        where T : class
    {
        Assert.Equal(expected, Of<T>(key));
        using var provider = _services.BuildServiceProvider();
        using var first = provider.CreateScope();
        using var second = provider.CreateScope();
        var one = Get<T>(first.ServiceProvider, key);
        Assert.Equal(expected != ServiceLifetime.Transient, ReferenceEquals(one, Get<T>(first.ServiceProvider, key)));
        Assert.Equal(expected == ServiceLifetime.Singleton, ReferenceEquals(one, Get<T>(second.ServiceProvider, key)));
    }

    private void AssertRootRefuses<T>()
        where T : class
    {
        using var provider = _services.BuildServiceProvider(validateScopes: true);
        Assert.Throws<InvalidOperationException>(() => provider.GetService<T>());
    }

    private static T Get<T>(IServiceProvider services, object? key)
        where T : class => key is null ? services.GetRequiredService<T>() : services.GetRequiredKeyedService<T>(key);

    private sealed class Part;

    private sealed class Other;

    private sealed class Box<T>;
}
