namespace Waybill.Transports;

/// <summary>What became of an outcome.</summary>
public enum SettlementResult
{
    /// <summary>It is stored, as durable as its message.</summary>
    Settled,

    /// <summary>The lease had ended; the outcome, its publishes included, was dropped and the message comes again.</summary>
    StaleLease,

    /// <summary>The transport was closed on a full disk before there was room for the outcome; it was dropped, its publishes included, and a durable message comes again at the next start.</summary>
    NotStored,
}
