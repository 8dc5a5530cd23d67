using Microsoft.Extensions.Logging;

namespace Waybill.Runtime.Telemetry;

/// <summary>Events of the host: ids 1000 to 1999.</summary>
internal static partial class HostLog
{
    [LoggerMessage(1000, LogLevel.Information, "Waybill runs; queues consumed: {Queues}, exchanges published to: {Exchanges}.")]
    public static partial void Started(ILogger logger, int queues, int exchanges);

    [LoggerMessage(
        1001,
        LogLevel.Information,
        "{Queue}: consumed; calls at once: {Concurrency}, prefetch: {Prefetch}, timeout: {Timeout}, lease: {Lease}."
    )]
    public static partial void Consuming(ILogger logger, string queue, int concurrency, int prefetch, TimeSpan timeout, TimeSpan lease);

    [LoggerMessage(1002, LogLevel.Information, "Waybill stops; handlers that still run: {Running}, they get up to {Drain}.")]
    public static partial void Draining(ILogger logger, int running, TimeSpan drain);

    [LoggerMessage(
        1003,
        LogLevel.Warning,
        "{Queue}: handlers that did not end in time and are cancelled: {Running}. Their messages come again."
    )]
    public static partial void DeadlinePassed(ILogger logger, string queue, int running);

    [LoggerMessage(
        1004,
        LogLevel.Error,
        "{Queue}: handlers that ignored their cancellation and are left behind: {Running}. Their messages come again."
    )]
    public static partial void LeftBehind(ILogger logger, string queue, int running);

    [LoggerMessage(1005, LogLevel.Information, "Waybill has stopped.")]
    public static partial void Stopped(ILogger logger);

    [LoggerMessage(
        1006,
        LogLevel.Critical,
        "The transport failed for good: nothing more is handled or published before a restart. The host is stopped."
    )]
    public static partial void TransportFaulted(ILogger logger, Exception exception);

    [LoggerMessage(1007, LogLevel.Error, "Closing failed; what was confirmed is stored, and what was not settled comes again.")]
    public static partial void CloseFailed(ILogger logger, Exception exception);

    [LoggerMessage(1008, LogLevel.Error, "{What} did not close within {Limit} and is left behind.")]
    public static partial void CloseTimedOut(ILogger logger, string what, TimeSpan limit);

    [LoggerMessage(
        1009,
        LogLevel.Warning,
        "{Module} is referenced and not named, so that its handlers do not run here; messages wait in {Queues} until somebody handles them. "
            + "Call Add<{Module}>() in AddWaybill to run them."
    )]
    public static partial void ModuleIdle(ILogger logger, string module, string queues);
}
