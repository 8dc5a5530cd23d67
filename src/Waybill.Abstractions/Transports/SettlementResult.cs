namespace Waybill.Transports;

/// <summary>What became of an outcome.</summary>
public enum SettlementResult
{
    /// <summary>It is stored, as durable as its message.</summary>
    Settled,

    /// <summary>The lease had ended; the outcome, its publishes included, was dropped and the message comes again.</summary>
    StaleLease,
}
