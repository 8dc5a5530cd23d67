namespace Waybill;

/// <summary>How the delay grows from one attempt to the next.</summary>
#if WAYBILL_COMPONENT
internal
#else
public
#endif
enum Backoff
{
    /// <summary>The delay doubles after every attempt, up to the greatest delay.</summary>
    Exponential,

    /// <summary>The delay grows by itself after every attempt, up to the greatest delay.</summary>
    Linear,

    /// <summary>The delay stays the same.</summary>
    Fixed,
}
