namespace Waybill;

/// <summary>How a headers exchange compares a binding's arguments with a message's headers.</summary>
#if WAYBILL_COMPONENT
internal
#else
public
#endif
enum HeaderMatch
{
    /// <summary>Every argument matches; arguments that begin with <c>x-</c> are skipped.</summary>
    All,

    /// <summary>At least one argument matches; arguments that begin with <c>x-</c> are skipped.</summary>
    Any,

    /// <summary>Every argument matches, those that begin with <c>x-</c> too.</summary>
    AllWithX,

    /// <summary>At least one argument matches, those that begin with <c>x-</c> too.</summary>
    AnyWithX,
}
