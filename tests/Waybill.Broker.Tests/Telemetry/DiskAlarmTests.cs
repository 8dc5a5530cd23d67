using Microsoft.Extensions.Time.Testing;
using Waybill.Broker.Telemetry;
using Waybill.Broker.Tests.Transport.Support;

namespace Waybill.Broker.Tests.Telemetry;

/// <summary>The last thing that the log says of the disk is true.</summary>
public sealed class DiskAlarmTests
{
    private const int Full = 4009;
    private const int HasRoom = 4010;

    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLogger _logger = new();

    [Fact]
    public void A_disk_that_is_full_again_and_again_is_told_once_and_so_is_that_it_is_over()
    {
        using var alarm = new DiskAlarm(_logger, "folder", _time);
        for (var i = 0; i < 5; i++)
        {
            alarm.Raise(4711);
            _time.Advance(DiskAlarm.Calm);
            alarm.Clear();
            _time.Advance(DiskAlarm.Calm - TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal([Full], Told());
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([Full, HasRoom], Told());
        alarm.Raise(4711);
        Assert.Equal([Full, HasRoom, Full], Told());
    }

    [Fact]
    public void One_that_is_full_as_it_is_told_that_this_is_over_is_told_anew()
    {
        using var alarm = new DiskAlarm(_logger, "folder", _time);
        alarm.Raise(4711);
        alarm.Clear();
        _logger.Observer = id =>
        {
            if (id == HasRoom)
            {
                alarm.Raise(4711);
            }
        };

        _time.Advance(DiskAlarm.Calm);

        Assert.Equal([Full, HasRoom, Full], Told());
    }

    [Fact]
    public void One_that_has_room_again_by_then_is_not()
    {
        using var alarm = new DiskAlarm(_logger, "folder", _time);
        alarm.Raise(4711);
        alarm.Clear();
        _logger.Observer = id =>
        {
            if (id == HasRoom)
            {
                _logger.Observer = null;
                alarm.Raise(4711);
                alarm.Clear();
            }
        };

        _time.Advance(DiskAlarm.Calm);
        _time.Advance(DiskAlarm.Calm);

        Assert.Equal([Full, HasRoom, HasRoom], Told());
    }

    private List<int> Told() => [.. _logger.Entries.Select(static entry => entry.Id)];
}
