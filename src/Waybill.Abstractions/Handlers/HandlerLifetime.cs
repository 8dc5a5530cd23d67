namespace Waybill;

/// <summary>How long a handler instance lives.</summary>
#if WAYBILL_COMPONENT
internal
#else
public
#endif
enum HandlerLifetime
{
    /// <summary>One instance a delivery, with services of the delivery's scope.</summary>
    Scoped,

    /// <summary>One instance for all deliveries, built from singletons; it must be thread-safe.</summary>
    Singleton,
}
