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
    public IEnumerable<string> Problems(IReadOnlyCollection<HandlerRegistration> handlers) => [.. Missing(handlers), .. Kept(handlers)];

    private IEnumerable<string> Missing(IEnumerable<HandlerRegistration> handlers) =>
        from handler in handlers
        from service in handler.RequiredServices
        where IsMissing(service)
        group handler.Queue by service into missing
        select $"{missing.Key.Consumer} in {Names(missing)} needs the service {Name(missing.Key.Type, missing.Key.Key)}, which is not registered. "
            + "Add it to the host's services, or give the parameter a default value.";

    private IEnumerable<string> Kept(IEnumerable<HandlerRegistration> handlers) =>
        from handler in handlers
        from service in handler.KeptServices
        where lifetimes.Of(service.Type, service.Key) == ServiceLifetime.Scoped
        group handler.Queue by service into kept
        select $"{kept.Key.Consumer} in {Names(kept)} is a singleton and takes the service {Name(kept.Key.Type, kept.Key.Key)}, which is registered as "
            + "scoped: one instance would serve every delivery. Make the handler Lifetime = HandlerLifetime.Scoped, register the service as a singleton, "
            + "or take IServiceScopeFactory and make a scope for each call.";

    private static string Names(IEnumerable<string> queues) =>
        string.Join(", ", queues.Distinct().Order(StringComparer.Ordinal).Select(queue => $"queue '{queue}'"));

    private static string Name(Type type, object? key) => key is null ? $"{type}" : $"{type} with the key '{key}'";

    private bool IsMissing(RequiredService service) =>
        service.Key is null ? _plain?.IsService(service.Type) == false : _keyed?.IsKeyedService(service.Type, service.Key) == false;
}
