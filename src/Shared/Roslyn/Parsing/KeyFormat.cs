namespace Waybill.Roslyn.Parsing;

/// <summary>How an inbox key becomes text: the same text on every machine for values that are equal, different texts for others.</summary>
internal enum KeyFormat
{
    /// <summary>It is text.</summary>
    Text,

    /// <summary>Its text does not depend on the culture.</summary>
    Plain,

    /// <summary>An integer, in the invariant culture; of an enum, the member's value.</summary>
    Integer,

    /// <summary>A floating-point number, which has two zeros.</summary>
    Floating,

    /// <summary>A decimal, whose trailing zeros do not count.</summary>
    Decimal,

    /// <summary>A date or a time of day, in the round-trip format.</summary>
    RoundTrip,

    /// <summary>A DateTime, whose clock reading counts and whose kind does not: of a local one, every machine has another instant.</summary>
    Clock,

    /// <summary>A DateTimeOffset, whose instant counts and whose offset does not.</summary>
    Instant,
}
