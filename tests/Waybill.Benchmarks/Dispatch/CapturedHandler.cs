using Waybill.Generated;

namespace Waybill.Benchmarks.Dispatch;

/// <summary>Asks a generated module for the handler that it wrote for a message type, as the runtime does when it starts.</summary>
internal sealed class CapturedHandler<T> : IModuleRegistry
    where T : IMessage<T>
{
    private MessageHandler<T>? _handler;

    public static MessageHandler<T> From<TModule>()
        where TModule : IWaybillModule
    {
        var registry = new CapturedHandler<T>();
        TModule.AddHandlers(registry);
        return registry._handler ?? throw new InvalidOperationException($"{typeof(TModule)} has no handler of {typeof(T)}.");
    }

    public void Include<TModule>()
        where TModule : IWaybillModule { }

    public void AddHandler<TMessage>(string queue, MessageHandler<TMessage> handler)
        where TMessage : IMessage<TMessage>
    {
        if (handler is MessageHandler<T> wanted)
        {
            _handler = wanted;
        }
    }
}
