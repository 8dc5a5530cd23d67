using Microsoft.Extensions.Logging;
using Waybill.Broker.Telemetry;

namespace Waybill.Crash.Simulate;

/// <summary>Hears what the broker logs: what it only says when something is damaged, or when somebody it calls has thrown, it may not say here.</summary>
/// <param name="tell">Is told of everything.</param>
/// <param name="complain">Is told what may not be.</param>
internal sealed class Complaints(Action<string> tell, Action<string> complain) : ILogger
{
    private static readonly HashSet<string> s_never =
    [
        nameof(BrokerLog.CommandFailed),
        nameof(BrokerLog.HistoryUnreadable),
        nameof(BrokerLog.HolderFailed),
        nameof(BrokerLog.SinkFailed),
        nameof(BrokerLog.CheckpointUnreadable),
        nameof(BrokerLog.MessageUnreadable),
        nameof(BrokerLog.NotCleaned),
        nameof(BrokerLog.Condemned),
    ];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        tell($"the broker says {eventId.Name} {exception?.GetType().Name} {exception?.Message}");
        if (s_never.Contains(eventId.Name!))
        {
            complain($"{formatter(state, exception)} {exception}");
        }
    }
}
