namespace Waybill.Roslyn.Parsing;

/// <summary>How an inbox key becomes text: the same text on every machine, different texts for different values.</summary>
internal enum KeyFormat
{
    /// <summary>It is text.</summary>
    Text,

    /// <summary>Its text does not depend on the culture.</summary>
    Plain,

    /// <summary>A number, in the invariant culture; of an enum, the member's value.</summary>
    Number,

    /// <summary>A date or time, in the round-trip format.</summary>
    RoundTrip,
}
