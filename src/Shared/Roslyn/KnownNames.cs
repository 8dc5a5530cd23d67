namespace Waybill.Roslyn;

/// <summary>Metadata names of the types that parsers look for, in one place.</summary>
internal static class KnownNames
{
    public const string MessageAttribute = "Waybill.MessageAttribute";
    public const string ExchangeAttribute = "Waybill.ExchangeAttribute";
    public const string QueueAttribute = "Waybill.QueueAttribute";
    public const string BindingAttribute = "Waybill.BindingAttribute";
    public const string HandlerAttribute = "Waybill.HandlerAttribute";
    public const string RetryAttribute = "Waybill.RetryAttribute";
    public const string IdempotentAttribute = "Waybill.IdempotentAttribute";
    public const string NaturallyIdempotentAttribute = "Waybill.NaturallyIdempotentAttribute";
    public const string DiscardAttribute = "Waybill.DiscardAttribute";
    public const string EphemeralAttribute = "Waybill.EphemeralAttribute";
    public const string MiddlewareAttribute = "Waybill.MiddlewareAttribute";
    public const string WaybillModuleAttribute = "Waybill.WaybillModuleAttribute";
    public const string WaybillManifestAttribute = "Waybill.Generated.WaybillManifestAttribute";
    public const string Message = "Waybill.IMessage";
    public const string TypedMessage = "Waybill.IMessage`1";
    public const string MessageContext = "Waybill.MessageContext";
}
