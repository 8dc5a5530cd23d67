using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Waybill.Broker.Tests.Transport.Support;

/// <summary>Keeps what is logged, as event id, text and exception.</summary>
internal sealed class RecordingLogger : ILogger
{
    public ConcurrentQueue<(int Id, LogLevel Level, string Text, Exception? Exception)> Entries { get; } = [];

    /// <summary>Runs before an entry is kept.</summary>
    public Action<int>? Observer { get; set; }

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
        Observer?.Invoke(eventId.Id);
        Entries.Enqueue((eventId.Id, logLevel, formatter(state, exception), exception));
    }
}
