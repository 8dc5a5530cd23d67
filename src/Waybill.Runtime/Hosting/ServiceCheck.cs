using Microsoft.Extensions.DependencyInjection;
using Waybill.Generated;

namespace Waybill.Runtime.Hosting;

/// <summary>
/// Finds the services that handlers and middlewares need and nobody registered, before the first message needs them. Asks the container, which makes nothing for
/// that; one that cannot be asked is not checked.
/// </summary>
internal sealed class ServiceCheck(IServiceProvider services)
{
    private readonly IServiceProviderIsService? _plain = services.GetService<IServiceProviderIsService>();
    private readonly IServiceProviderIsKeyedService? _keyed = services.GetService<IServiceProviderIsKeyedService>();

    /// <summary>One sentence for each class and missing service, whatever the number of its messages and queues.</summary>
    public IEnumerable<string> Problems(IEnumerable<HandlerRegistration> handlers)
    {
        // Where nothing is missing, nothing is made to group it by: it would be compiled for that at every start.
        Dictionary<RequiredService, SortedSet<string>>? missing = null;
        foreach (var handler in handlers)
        {
            if (handler.RequiredServices is RequiredService[] { Length: 0 })
            {
                continue;
            }

            foreach (var service in handler.RequiredServices)
            {
                if (IsMissing(service))
                {
                    Queues(missing ??= [], service).Add(handler.Queue);
                }
            }
        }

        return missing is null ? [] : missing.Select(pair => Describe(pair.Key, pair.Value));
    }

    private static SortedSet<string> Queues(Dictionary<RequiredService, SortedSet<string>> missing, RequiredService service)
    {
        if (!missing.TryGetValue(service, out var queues))
        {
            missing.Add(service, queues = new(StringComparer.Ordinal));
        }

        return queues;
    }

    private static string Describe(RequiredService service, IEnumerable<string> queues) =>
        $"{service.Consumer} in {string.Join(", ", queues.Select(queue => $"queue '{queue}'"))} needs the service {service.Type}"
        + $"{(service.Key is { } key ? $" with the key '{key}'" : "")}, which is not registered. "
        + "Add it to the host's services, or give the parameter a default value.";

    private bool IsMissing(RequiredService service) =>
        service.Key is null ? _plain?.IsService(service.Type) == false : _keyed?.IsKeyedService(service.Type, service.Key) == false;
}
