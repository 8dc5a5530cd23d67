using Waybill.Generated;
using Waybill.Runtime.Dispatch;

namespace Waybill.Runtime.Hosting;

/// <summary>The code of one handler method, as a module registered it. What holds for it is in the manifest.</summary>
internal abstract class HandlerRegistration(string queue, string messageType)
{
    public string Queue { get; } = queue;

    public string MessageType { get; } = messageType;

    /// <summary>The exchange that the message is published to; null for none.</summary>
    public abstract string? Exchange { get; }

    /// <summary>The message type that keeps this one from being read as JSON: its own, or one that it holds. Null where it can be.</summary>
    public abstract string? WithoutJson { get; }

    /// <summary>The services that must be registered.</summary>
    public abstract IReadOnlyList<RequiredService> RequiredServices { get; }

    /// <summary>The services that a singleton keeps.</summary>
    public abstract IReadOnlyList<KeptService> KeptServices { get; }

    /// <summary>Joins the code with its policy.</summary>
    public abstract HandlerPipeline CreatePipeline(HandlerPolicy policy, ConsumerEnvironment environment, SingletonProof proof);
}
