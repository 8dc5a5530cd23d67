using System.ComponentModel;

namespace Waybill.Generated;

/// <summary>What a generated module tells the runtime.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IModuleRegistry
{
    /// <summary>Adds the messages and the topology of a referenced assembly's module, without its handlers. Naming one twice is harmless.</summary>
    void Include<TModule>()
        where TModule : IWaybillModule;

    /// <summary>Adds a handler of one message type in one queue.</summary>
    void AddHandler<TMessage>(string queue, MessageHandler<TMessage> handler)
        where TMessage : IMessage<TMessage>;
}
