using Microsoft.Extensions.DependencyInjection;

namespace Waybill.Runtime.Hosting;

/// <summary>
/// Knows which services are singletons beyond doubt, so that a delivery that asks for nothing else needs no scope. A type counts when it is registered, itself
/// or as an open generic, and every such registration is a singleton: whichever the container takes, the root gives the same instance. Anything else, such
/// as <see cref="IServiceProvider"/>, a sequence of services or a keyed one, is not proven.
/// </summary>
internal sealed class SingletonProof
{
    private readonly Dictionary<Type, bool> _singleton = [];

    public SingletonProof(IServiceCollection services)
    {
        foreach (var service in services)
        {
            if (!service.IsKeyedService)
            {
                var isSingleton = service.Lifetime == ServiceLifetime.Singleton;
                _singleton[service.ServiceType] = isSingleton && _singleton.GetValueOrDefault(service.ServiceType, true);
            }
        }
    }

    public bool CoversAll(ReadOnlySpan<Type> services)
    {
        foreach (var service in services)
        {
            if (!Covers(service))
            {
                return false;
            }
        }

        return true;
    }

    private bool Covers(Type service)
    {
        var registered = _singleton.TryGetValue(service, out var isSingleton);
        if (service.IsConstructedGenericType && _singleton.TryGetValue(service.GetGenericTypeDefinition(), out var openIsSingleton))
        {
            return openIsSingleton && (!registered || isSingleton);
        }

        return registered && isSingleton;
    }
}
