using System.Collections.Immutable;
using Waybill.Runtime.Dispatch;

namespace Waybill.Runtime.Hosting;

/// <summary>How one queue is consumed.</summary>
/// <param name="Settings">What holds for the queue.</param>
/// <param name="Handlers">Code and policy of each message type.</param>
internal sealed record QueuePlan(QueueSettings Settings, ImmutableArray<HandlerPlan> Handlers);
