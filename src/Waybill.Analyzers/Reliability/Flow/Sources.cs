namespace Waybill.Analyzers.Reliability.Flow;

/// <summary>What a value is made from.</summary>
[Flags]
internal enum Sources
{
    /// <summary>Constants, and what the platform computes from them.</summary>
    None = 0,

    /// <summary>The message, or the headers of its delivery.</summary>
    Message = 1,

    /// <summary>What lies outside the message: services, fields, whatever a call of them gives back.</summary>
    Outside = 2,
}
