using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Waybill.EndToEnd.Tests;

/// <summary>Everything that a logger could get hold of: the line, the values in it, the exception and those within.</summary>
internal sealed class LogText : ILogger, ILoggerProvider
{
    private readonly ConcurrentQueue<string> _parts = new();

    public string Text => string.Join('\n', _parts);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        _parts.Enqueue($"{state}");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        _parts.Enqueue($"{eventId.Id} {formatter(state, exception)}");
        foreach (var value in state as IEnumerable<KeyValuePair<string, object?>> ?? [])
        {
            _parts.Enqueue($"{value.Key}={value.Value}");
        }

        for (var told = exception; told is not null; told = told.InnerException)
        {
            _parts.Enqueue(told.ToString());
        }
    }

    public void Dispose() { }
}
