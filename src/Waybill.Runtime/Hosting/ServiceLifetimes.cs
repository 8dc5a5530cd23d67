using Microsoft.Extensions.DependencyInjection;

namespace Waybill.Runtime.Hosting;

/// <summary>
/// Knows how long services live, as they are registered. Of several registrations of a type the container takes the last one; of a generic type it takes one of
/// the type itself before an open one; of a keyed service one of the key before one of any.
/// </summary>
internal sealed class ServiceLifetimes(IServiceCollection services)
{
    /// <summary>
    /// The lifetime; null for a service that is not registered here, as those are that containers make by themselves. A sequence lives no longer than its elements.
    /// </summary>
    public ServiceLifetime? Of(Type type, object? key = null) =>
        Registered(type, key).LastOrDefault()?.Lifetime
        ?? (Element(type) is { } element && Registered(element, key).Any(IsScoped) ? ServiceLifetime.Scoped : null);

    private static bool IsScoped(ServiceDescriptor service) => service.Lifetime == ServiceLifetime.Scoped;

    private static Type? Element(Type type) =>
        type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>) ? type.GenericTypeArguments[0] : null;

    /// <summary>The registrations that the type can be made of, the one that the container takes at the end.</summary>
    private IEnumerable<ServiceDescriptor> Registered(Type type, object? key) =>
        type.IsConstructedGenericType ? Exactly(type.GetGenericTypeDefinition(), key).Concat(Exactly(type, key)) : Exactly(type, key);

    private IEnumerable<ServiceDescriptor> Exactly(Type type, object? key)
    {
        var ofKey = services.Where(service => service.ServiceType == type && Equals(service.ServiceKey, key));
        return key is null ? ofKey : services.Where(service => service.ServiceType == type && IsAnyKey(service)).Concat(ofKey);
    }

    private static bool IsAnyKey(ServiceDescriptor service) => ReferenceEquals(service.ServiceKey, KeyedService.AnyKey);
}
