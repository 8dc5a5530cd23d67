using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Waybill.EndToEnd.Tests;

/// <summary>Loggers and listeners of metrics that throw whenever they are called: what they would have told is lost, and nothing else.</summary>
public sealed class ForeignCodeTests : IDisposable
{
    private const int Orders = 20;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("waybill-end-to-end-");
    private readonly Shop _shop = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_logger_that_throws()
    {
        using var log = new ThrowingLogger();

        await HandleAllAsync(log);

        Assert.True(log.Calls > 0);
    }

    [Fact]
    public async Task A_meters_listener_that_throws()
    {
        var calls = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name.StartsWith("Waybill", StringComparison.Ordinal))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>(
            (_, _, _, _) =>
            {
                Interlocked.Increment(ref calls);
                throw new InvalidTimeZoneException("measured");
            }
        );
        listener.Start();

        await HandleAllAsync(log: null);

        Assert.True(calls > 0);
    }

    /// <summary>Messages that are handled, two of one key that are tried again, duplicates, and some that nobody handles.</summary>
    private async Task HandleAllAsync(ILoggerProvider? log)
    {
        _shop.Reserve = (order, context) =>
            order.Id == "o-0" && context.Attempt == 1 ? throw new InvalidOperationException("once") : Task.CompletedTask;
        await using (var host = await ShopHost.StartAsync(_folder.FullName, _shop, log: log))
        {
            for (var i = 0; i < Orders; i++)
            {
                await host.Bus.SendAsync(Names.Mail, new OrderPlaced($"o-{i}", "nobody handles it there"));
                await host.Bus.PublishAsync(new OrderPlaced($"o-{i}", "eu"));
                await host.Bus.PublishAsync(new OrderPlaced($"o-{i}", "eu"));
            }

            await host.UntilAsync(Names.Mail, status => status is { DeadLettered: Orders, Ready: 0, InFlight: 0 });
            await host.UntilAsync(Names.Stock, status => status is { Retried: 2, Ready: 0, InFlight: 0 });
            host.Time.Advance(TimeSpan.FromSeconds(5));
            await host.UntilAsync(
                Names.Stock,
                status => status is { Completed: Orders, DuplicatesSuppressed: Orders, Delayed: 0, InFlight: 0, Ready: 0 }
            );
            await host.UntilAsync(Names.Mail, status => status is { Completed: Orders, InFlight: 0, Ready: 0 });
        }

        var mail = new HashSet<string>();
        for (var i = 0; i < Orders; i++)
        {
            mail.Add(await _shop.NextMailAsync());
        }

        Assert.Equal(Orders, mail.Count);
        Assert.False(_shop.HasMail);
    }

    /// <summary>Throws for all that Waybill logs, and lets the host log what it likes.</summary>
    private sealed class ThrowingLogger : ILoggerProvider, ILogger
    {
        private int _calls;

        public int Calls => Volatile.Read(ref _calls);

        public ILogger CreateLogger(string categoryName) =>
            categoryName.StartsWith("Waybill", StringComparison.Ordinal)
                ? this
                : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => throw new InvalidTimeZoneException("scope");

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            Interlocked.Increment(ref _calls);
            throw new InvalidTimeZoneException("logged");
        }

        public void Dispose() { }
    }
}
