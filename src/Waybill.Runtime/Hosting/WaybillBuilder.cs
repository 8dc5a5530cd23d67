using Microsoft.Extensions.DependencyInjection;
using Waybill.Generated;
using Waybill.Transports;

namespace Waybill.Runtime.Hosting;

/// <summary>Keeps what the host said until it starts.</summary>
/// <param name="services">Everything registered; complete, and read, when the host starts.</param>
internal sealed class WaybillBuilder(IServiceCollection services) : IWaybillBuilder
{
    private readonly List<Action<ModuleRegistry>> _modules = [];
    private Task<MergedModules>? _merging;

    public Func<TransportEnvironment, ITransport>? TransportFactory { get; private set; }

    public IServiceCollection Services => services;

    public IWaybillBuilder Add<TModule>()
        where TModule : IWaybillModule
    {
        _modules.Add(static registry => registry.Run<TModule>());
        _merging = null;
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

    /// <summary>Begins to put together what the named modules bring, while the host is being built: on one processor that has to come first, on two it is done by then.</summary>
    public void BeginMerge()
    {
        Action<ModuleRegistry>[] named = [.. _modules];
        _merging = Task.Run(() => ModuleMerge.Merge(named));
    }

    /// <summary>What the named modules bring. Each start of a host has its own.</summary>
    public Task<MergedModules> MergeAsync() => Interlocked.Exchange(ref _merging, null) ?? Task.FromResult(ModuleMerge.Merge(_modules));
}
