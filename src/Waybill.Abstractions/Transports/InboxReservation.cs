namespace Waybill.Transports;

/// <summary>What came of asking for an inbox key.</summary>
public enum InboxReservation
{
    /// <summary>The key is this lease's: call the handler.</summary>
    Reserved,

    /// <summary>The key was claimed before: complete without a call.</summary>
    AlreadyClaimed,

    /// <summary>The lease that asked has ended.</summary>
    StaleLease,
}
