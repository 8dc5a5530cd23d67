namespace Waybill.Storage.Threads;

/// <summary>How a turn ended.</summary>
internal enum TurnResult
{
    /// <summary>There may be more to do.</summary>
    GoOn,

    /// <summary>There is nothing to do until something rings.</summary>
    Wait,

    /// <summary>The thread is done.</summary>
    End,
}
