using System.ComponentModel;

namespace Waybill.Generated;

/// <summary>Resolves what generated code injects.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HandlerServices
{
    /// <summary>Resolves a service that must be there.</summary>
    /// <exception cref="InvalidOperationException">The service is not registered.</exception>
    public static T Require<T>(this IServiceProvider services, string consumer)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.GetService(typeof(T)) is T service
            ? service
            : throw new InvalidOperationException(
                $"{consumer} needs the service {typeof(T)}, which is not registered. Add it to the host's services."
            );
    }

    /// <summary>Resolves a service that may be missing.</summary>
    public static T? Find<T>(this IServiceProvider services)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.GetService(typeof(T)) as T;
    }

    /// <summary>Resolves a service for a parameter with a default value, which stands in for a missing one.</summary>
    public static T FindOr<T>(this IServiceProvider services, T fallback)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.GetService(typeof(T)) is T service ? service : fallback;
    }
}
