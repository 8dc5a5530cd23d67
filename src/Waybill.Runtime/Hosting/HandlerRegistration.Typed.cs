using Waybill.Generated;
using Waybill.Runtime.Dispatch;

namespace Waybill.Runtime.Hosting;

/// <summary>A handler with its message's type.</summary>
internal sealed class HandlerRegistration<T>(string queue, MessageHandler<T> handler) : HandlerRegistration(queue, T.Descriptor.Name)
    where T : IMessage<T>
{
    public override string? Exchange => T.Descriptor.Exchange;

    public override string? WithoutJson => JsonReach.FirstWithout(NestedJson.Of<T>());

    public override IReadOnlyList<RequiredService> RequiredServices => handler.RequiredServices;

    public override IReadOnlyList<KeptService> KeptServices => handler.KeptServices;

    public override HandlerPipeline CreatePipeline(HandlerPolicy policy, ConsumerEnvironment environment, SingletonProof proof) =>
        new HandlerPipeline<T>(handler, policy, environment, !handler.SeesContext && proof.CoversAll(handler.Services));
}
