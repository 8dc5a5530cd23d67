using Microsoft.Extensions.DependencyInjection;
using Waybill.Generated;

namespace Waybill.Runtime.Hosting;

/// <summary>
/// Finds, before the first message needs them, the services that handlers and middlewares need and nobody registered, and those that a singleton handler would
/// keep although each scope has its own. Asks the container, which makes nothing for that; one that cannot be asked is not checked.
/// </summary>
internal sealed class ServiceCheck(IServiceProvider services, ServiceLifetimes lifetimes)
{
    private readonly IServiceProviderIsService? _plain = services.GetService<IServiceProviderIsService>();
    private readonly IServiceProviderIsKeyedService? _keyed = services.GetService<IServiceProviderIsKeyedService>();

    /// <summary>One sentence for each class and service, whatever the number of its messages and queues.</summary>
    public IEnumerable<string> Problems(IEnumerable<HandlerRegistration> handlers)
    {
        // Where nothing is wrong, nothing is made to group it by.
        Dictionary<Finding, SortedSet<string>>? found = null;
        foreach (var handler in handlers)
        {
            foreach (var finding in Missing(handler).Concat(Kept(handler)))
            {
                Queues(found ??= [], finding).Add(handler.Queue);
            }
        }

        return found is null ? [] : found.Select(pair => Describe(pair.Key, pair.Value));
    }

    // Loops, for a query over structs would be compiled at every start.
    private IEnumerable<Finding> Missing(HandlerRegistration handler)
    {
        if (handler.RequiredServices is RequiredService[] { Length: 0 })
        {
            yield break;
        }

        foreach (var service in handler.RequiredServices)
        {
            if (IsMissing(service))
            {
                yield return new Finding(
                    service.Consumer,
                    $"needs the service {Name(service.Type, service.Key)}, which is not registered. "
                        + "Add it to the host's services, or give the parameter a default value."
                );
            }
        }
    }

    private IEnumerable<Finding> Kept(HandlerRegistration handler)
    {
        if (handler.KeptServices is KeptService[] { Length: 0 })
        {
            yield break;
        }

        foreach (var service in handler.KeptServices)
        {
            if (lifetimes.Of(service.Type, service.Key) == ServiceLifetime.Scoped)
            {
                yield return new Finding(
                    service.Consumer,
                    $"is a singleton and takes the service {Name(service.Type, service.Key)}, which is registered as scoped: one instance would serve every "
                        + "delivery. Make the handler Lifetime = HandlerLifetime.Scoped, register the service as a singleton, or take IServiceScopeFactory and "
                        + "make a scope for each call."
                );
            }
        }
    }

    private static SortedSet<string> Queues(Dictionary<Finding, SortedSet<string>> found, Finding finding)
    {
        if (!found.TryGetValue(finding, out var queues))
        {
            found.Add(finding, queues = new(StringComparer.Ordinal));
        }

        return queues;
    }

    private static string Describe(Finding finding, IEnumerable<string> queues) =>
        $"{finding.Consumer} in {string.Join(", ", queues.Select(queue => $"queue '{queue}'"))} {finding.Problem}";

    private static string Name(Type type, object? key) => key is null ? $"{type}" : $"{type} with the key '{key}'";

    private bool IsMissing(RequiredService service) =>
        service.Key is null ? _plain?.IsService(service.Type) == false : _keyed?.IsKeyedService(service.Type, service.Key) == false;

    /// <summary>What is wrong with one service of one class, in all of its queues.</summary>
    private sealed record Finding(string Consumer, string Problem);
}
