using Waybill.Generated;

namespace Waybill.Runtime.Hosting;

/// <summary>Collects what the named modules, and those that they refer to, bring. Used once, by one thread.</summary>
internal sealed class ModuleRegistry : IModuleRegistry
{
    private readonly Dictionary<Type, RegisteredModule> _modules = [];
    private RegisteredModule? _running;

    public IReadOnlyCollection<RegisteredModule> Modules => _modules.Values;

    public void Include<TModule>()
        where TModule : IWaybillModule
    {
        if (_modules.TryAdd(typeof(TModule), new RegisteredModule(typeof(TModule), TModule.Manifest)))
        {
            TModule.AddReferences(this);
        }
    }

    public void AddHandler<TMessage>(string queue, MessageHandler<TMessage> handler)
        where TMessage : IMessage<TMessage>
    {
        ArgumentException.ThrowIfNullOrEmpty(queue);
        ArgumentNullException.ThrowIfNull(handler);
        var module =
            _running ?? throw new InvalidOperationException($"A handler of queue '{queue}' was added outside of a module's AddHandlers.");
        module.Add(new HandlerRegistration<TMessage>(queue, handler));
    }

    /// <summary>Adds a module with its handlers. Naming one twice is harmless.</summary>
    public void Run<TModule>()
        where TModule : IWaybillModule
    {
        Include<TModule>();
        var module = _modules[typeof(TModule)];
        if (module.Runs)
        {
            return;
        }

        module.Runs = true;
        _running = module;
        TModule.AddHandlers(this);
        _running = null;
    }
}
