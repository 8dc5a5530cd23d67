using Microsoft.Extensions.DependencyInjection;
using Waybill.Generated;
using Waybill.Transports;

namespace Waybill.Runtime.Hosting;

/// <summary>Keeps what the host said until it starts.</summary>
/// <param name="services">Everything registered; complete, and read, when the host starts.</param>
internal sealed class WaybillBuilder(IServiceCollection services) : IWaybillBuilder
{
    private readonly List<Action<ModuleRegistry>> _modules = [];

    public Func<TransportEnvironment, ITransport>? TransportFactory { get; private set; }

    public IServiceCollection Services => services;

    public IWaybillBuilder Add<TModule>()
        where TModule : IWaybillModule
    {
        _modules.Add(static registry => registry.Run<TModule>());
        return this;
    }

    public IWaybillBuilder UseTransport(Func<TransportEnvironment, ITransport> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        TransportFactory = TransportFactory is null
            ? factory
            : throw new InvalidOperationException("A transport was chosen before. A host runs on exactly one: keep one of its Use… calls.");
        return this;
    }

    /// <summary>Asks every named module for what it brings.</summary>
    public ModuleRegistry RegisterModules()
    {
        var registry = new ModuleRegistry();
        foreach (var module in _modules)
        {
            module(registry);
        }

        return registry;
    }
}
