using Waybill.Generated;
using Waybill.Manifests;
using Waybill.Topologies;

namespace Waybill.Modules.Tests;

/// <summary>Gathers modules as a host does: those that it names run, and what they reference comes along.</summary>
internal sealed class RecordingRegistry : IModuleRegistry
{
    private readonly Dictionary<Type, ModuleInput> _modules = [];

    public List<string> Handlers { get; } = [];

    public MergeResult Merge() => TopologyMerge.Merge([.. _modules.Values]);

    public RecordingRegistry Add<TModule>()
        where TModule : IWaybillModule
    {
        Include<TModule>();
        _modules[typeof(TModule)] = _modules[typeof(TModule)] with { RunsHandlers = true };
        TModule.AddHandlers(this);
        return this;
    }

    public void Include<TModule>()
        where TModule : IWaybillModule
    {
        if (_modules.TryAdd(typeof(TModule), new ModuleInput(ManifestParser.Parse(TModule.Manifest), RunsHandlers: false)))
        {
            TModule.AddReferences(this);
        }
    }

    public void AddHandler<TMessage>(string queue, MessageHandler<TMessage> handler)
        where TMessage : IMessage<TMessage> => Handlers.Add($"{queue}: {TMessage.Descriptor.Name}");
}
