using Microsoft.Extensions.Logging;
using Waybill.Telemetry;

namespace Waybill.Broker.Telemetry;

/// <summary>
/// Says when the disk is full, and when that is over: when it was not met again for a while. What somebody frees may be room for one segment, which publishers
/// fill within a second. <see cref="Raise"/> and <see cref="Clear"/> are for one thread at a time.
/// </summary>
internal sealed class DiskAlarm(ILogger logger, string folder, TimeProvider time) : IDisposable
{
    /// <summary>How long there must have been room.</summary>
    public static readonly TimeSpan Calm = TimeSpan.FromSeconds(10);

    private static readonly object s_full = new();

    private readonly ILogger _logger = GuardedLogger.Over(logger);

    // Null: nothing is said, or that it is over. Otherwise it is said that the disk is full: s_full as long as it is, and then whatever waits for the calm to end.
    private object? _said;
    private ITimer? _timer;
    private long _segmentBytes;

    /// <summary>There is no room.</summary>
    /// <param name="segmentBytes">How many bytes the next segment takes.</param>
    public void Raise(long segmentBytes)
    {
        _timer?.Dispose();
        _segmentBytes = segmentBytes;
        if (Interlocked.Exchange(ref _said, s_full) is null)
        {
            _logger.DiskFull(folder, segmentBytes);
        }
    }

    /// <summary>There is room again.</summary>
    public void Clear()
    {
        var wait = new object();
        Volatile.Write(ref _said, wait);
        _timer?.Dispose();
        _timer = time.CreateTimer(OnCalm, wait, Calm, Timeout.InfiniteTimeSpan);
    }

    /// <summary>It says no more that it is over.</summary>
    public void Dispose() => _timer?.Dispose();

    private void OnCalm(object? wait)
    {
        if (Volatile.Read(ref _said) != wait)
        {
            return;
        }

        _logger.DiskHasRoom(folder, Calm.TotalSeconds);
        if (Interlocked.CompareExchange(ref _said, null, wait) == s_full)
        {
            // It was met in this very moment, and taken for known.
            _logger.DiskFull(folder, _segmentBytes);
        }
    }
}
