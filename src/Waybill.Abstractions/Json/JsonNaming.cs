namespace Waybill;

/// <summary>How JSON names a message's members; the algorithms are those of System.Text.Json's naming policies.</summary>
#if WAYBILL_COMPONENT
internal
#else
public
#endif
enum JsonNaming
{
    /// <summary><c>OrderId</c> is <c>orderId</c>.</summary>
    CamelCase,

    /// <summary><c>OrderId</c> is <c>order_id</c>.</summary>
    SnakeCaseLower,

    /// <summary><c>OrderId</c> is <c>order-id</c>.</summary>
    KebabCaseLower,

    /// <summary><c>OrderId</c> is <c>OrderId</c>.</summary>
    AsDeclared,
}
