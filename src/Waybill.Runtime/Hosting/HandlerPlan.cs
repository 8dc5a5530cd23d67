using Waybill.Runtime.Dispatch;

namespace Waybill.Runtime.Hosting;

/// <summary>A handler's code and what holds for it.</summary>
internal sealed record HandlerPlan(HandlerRegistration Registration, HandlerPolicy Policy);
