using Waybill.Generated;

namespace Waybill.Generators.Tests.Handlers.Support;

/// <summary>Keeps what a module registers.</summary>
internal sealed class RecordingRegistry : IModuleRegistry
{
    public List<Type> Modules { get; } = [];

    public List<RecordedHandler> Handlers { get; } = [];

    public void Include<TModule>()
        where TModule : IWaybillModule => Modules.Add(typeof(TModule));

    public void AddHandler<TMessage>(string queue, MessageHandler<TMessage> handler)
        where TMessage : IMessage<TMessage> =>
        Handlers.Add(
            new RecordedHandler
            {
                Queue = queue,
                MessageType = typeof(TMessage),
                Instance = handler,
                Invoke = (message, context) => handler.InvokeAsync((TMessage)message, context),
                Key = message => handler.GetIdempotencyKey((TMessage)message),
                ShouldRetry = handler.ShouldRetry,
                Services = handler.Services.ToArray(),
                SeesContext = handler.SeesContext,
                RequiredServices = handler.RequiredServices,
                KeptServices = handler.KeptServices,
            }
        );
}
