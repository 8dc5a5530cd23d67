using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Waybill.Runtime.Hosting;

namespace Waybill.Runtime.Tests.Hosting;

public sealed class SingletonProofTests
{
    private readonly IServiceCollection _services = new ServiceCollection();

    [Fact]
    public void Singletons_by_instance_type_or_factory_are_proven()
    {
        _services.AddSingleton("text").AddSingleton<Random>().AddSingleton<IComparable>(_ => "made");

        Assert.True(Covers(typeof(string), typeof(Random), typeof(IComparable)));
        Assert.True(Covers());
    }

    [Fact]
    public void Anything_else_is_not()
    {
        _services
            .AddScoped<Random>()
            .AddTransient<Version>()
            .AddKeyedSingleton<Uri>("key", new Uri("http://localhost"))
            .AddSingleton("text");

        Assert.False(Covers(typeof(string), typeof(Random)));
        Assert.False(Covers(typeof(Version)));
        Assert.False(Covers(typeof(Uri)));
        Assert.False(Covers(typeof(IServiceProvider)));
        Assert.False(Covers(typeof(IEnumerable<string>)));
    }

    [Theory]
    [InlineData(ServiceLifetime.Singleton, ServiceLifetime.Scoped)]
    [InlineData(ServiceLifetime.Scoped, ServiceLifetime.Singleton)]
    public void One_registration_that_is_none_spoils_all(ServiceLifetime first, ServiceLifetime second)
    {
        _services.Add(new ServiceDescriptor(typeof(Random), typeof(Random), first));
        _services.Add(new ServiceDescriptor(typeof(Random), typeof(Random), second));

        Assert.False(Covers(typeof(Random)));
    }

    [Fact]
    public void An_open_generic_singleton_covers_its_closed_types_unless_one_of_them_is_registered_otherwise()
    {
        _services.AddLogging();
        _services.AddScoped<ILogger<Random>>(_ => null!);
        _services.AddScoped(typeof(ICollection<>), typeof(List<>));

        Assert.True(Covers(typeof(ILogger<string>)));
        Assert.False(Covers(typeof(ILogger<Random>)));
        Assert.False(Covers(typeof(ICollection<string>)));
    }

    private bool Covers(params Type[] asked) => new SingletonProof(_services).CoversAll(asked);
}
