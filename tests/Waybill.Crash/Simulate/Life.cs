using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Waybill.Broker;
using Waybill.Broker.Core.Index;
using Waybill.Crash.Simulate.Model;
using Waybill.Storage.Segments;
using Waybill.Storage.Tests.Support;
using Waybill.Transports;

namespace Waybill.Crash.Simulate;

/// <summary>One life of a broker: it opens, is used by chance while its threads have their turns by chance, and ends as its plan says.</summary>
internal sealed class Life
{
    private const long SegmentBytes = 256 << 10;
    private const int BufferBytes = 64 << 10;
    private const int FilledBytes = 16 << 10;
    private const int MostOverlap = 3;

    // More than anything takes.
    private const int MostTurns = 100_000;
    private static readonly TimeSpan s_hang = TimeSpan.FromSeconds(30);

    private readonly World _world;
    private readonly LifePlan _plan;
    private readonly Random _random;
    private readonly Ledger _ledger;
    private readonly FakeTimeProvider _time;
    private readonly Turns _turns;
    private readonly Disk _disk;
    private readonly ITransport _transport;
    private User? _user;
    private int _looks;

    public Life(World world, LifePlan plan, SimulatedDevice device)
    {
        (_world, _plan, _random, _ledger, _time) = (world, plan, world.Random, world.Ledger, world.Time);
        // With chance of its own: how many turns the burial takes is the pool's to say.
        _turns = new Turns(new Random(_random.Next()));
        _disk = new Disk(device, plan, _random, Overlap, _ledger.Tell);
        var options = new EmbeddedBrokerOptions
        {
            SegmentBytes = SegmentBytes,
            BufferBytes = BufferBytes,
            LockTimeout = TimeSpan.Zero,
            BriefWait = TimeSpan.Zero,
            CheckpointInterval = plan.CheckpointInterval,
            // So that a few messages outgrow it.
            IndexBytes = 0,
            IndexSizes = new IndexSizes(PageBytes: 96, LooseEntries: 2),
            // A message that ends its process is another verb's matter.
            CrashLimit = 100,
            FullPause = LookForRoom,
            FullGather = () => Steps(_random.Next(MostOverlap + 1)),
            Threads = _turns,
            AheadBytes = FilledBytes,
            Fill = new FillPace(FilledBytes, static _ => { }),
            Salt = () => (ulong)_random.NextInt64(),
        };
        _transport = world.Wire(new EmbeddedTransport(world.Wire(device), options, _time, NullLogger.Instance));
    }

    private bool IsOver => _disk.Next is not null || _ledger.Violation is not null;

    /// <summary>Lives.</summary>
    /// <returns>The device as the next process finds it.</returns>
    public SimulatedDevice Run()
    {
        _disk.Begin();
        if (TryOpen())
        {
            for (var step = 0; step < _plan.Steps && !IsOver && !_user!.IsFaulted; step++)
            {
                Step();
            }

            if (_plan.IsLast)
            {
                Drain();
            }
        }

        var isClean = !IsOver && _plan.IsClosed && TryClose();
        _disk.End();
        _ledger.Crash(_plan.IsPowerCut && !isClean);
        _user?.Die();
        _user = null;
        Await(_transport.DisposeAsync().AsTask());
        return _disk.Next!;
    }

    private bool TryOpen()
    {
        try
        {
            Await(_transport.OpenAsync(Topologies.Topology, CancellationToken.None).AsTask());
        }
        catch (Exception exception) when (exception is IOException or WaybillException && (_disk.Next is not null || _disk.HasFailed))
        {
            return false;
        }
        catch (WaybillException exception)
        {
            _ledger.Complain($"it does not open: {exception.Message}");
            return false;
        }

        _ledger.Recover();
        _user = new User(_transport, _ledger, _world.Numbers, _time, _random);
        _user.Subscribe();
        return true;
    }

    private void Step()
    {
        if (_random.Next(100) >= _plan.UserShare && _turns.TryGive())
        {
            // The broker had its turn.
        }
        else if (_random.Next(20) == 0)
        {
            _disk.IsFull = _random.Next(4) == 0;
        }
        else
        {
            _user!.Act();
        }

        _user?.Look(IsOver || _disk.HasFailed);
    }

    // While an operation of the device is under way. The writer waits for a filler that is at work where it writes, and what waits cannot nest.
    private void Overlap()
    {
        if (_user is not null && _turns.Innermost is not SegmentFiller && _random.Next(100) < _plan.Overlap)
        {
            Steps(_random.Next(1, MostOverlap + 1));
        }
    }

    // On a full disk the thread that prepares segments pauses: others go on meanwhile, and some time there is room.
    private void LookForRoom(CancellationToken cancellation)
    {
        if (!cancellation.IsCancellationRequested)
        {
            Steps(_random.Next(1, 10));
        }

        _disk.IsFull &= _user is not null && ++_looks % 8 != 0;
    }

    private void Steps(int count)
    {
        for (; count > 0 && _user is not null && !IsOver; count--)
        {
            Step();
        }
    }

    /// <summary>Takes everything that is there, until nothing comes any more.</summary>
    private void Drain()
    {
        for (var idle = 0; idle < 3 && !IsOver; idle++)
        {
            _time.Advance(TimeSpan.FromMinutes(10));
            while (TryRest() && _user!.HasWork)
            {
                idle = 0;
                _user.CompleteAll();
            }
        }

        _ledger.End();
    }

    /// <summary>Gives turns until nobody has anything to do: then everything is answered.</summary>
    private bool TryRest()
    {
        for (var turns = 0; !IsOver && _turns.TryGive(); turns++)
        {
            _user!.Look(IsOver || _disk.HasFailed);
            if (turns == MostTurns)
            {
                _ledger.Complain("it finds more to do for ever, though nothing happens");
            }
        }

        if (!IsOver && !_user!.IsFaulted)
        {
            _user.ExpectAnswers();
        }

        return !IsOver;
    }

    /// <summary>Closes the broker in order.</summary>
    /// <returns>Whether everything that was handed in is as durable as can be.</returns>
    private bool TryClose()
    {
        _disk.IsFull = false;
        if (_user is null || !TryRest())
        {
            return false;
        }

        _user.Die();
        _user = null;
        Await(_transport.DisposeAsync().AsTask());
        return !_disk.HasFailed && _disk.Next is null;
    }

    private void Await(Task task)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!task.IsCompleted)
        {
            if (!_turns.TryGive())
            {
                // The rest is on its way on the pool.
                Thread.Yield();
            }

            if (TimeProvider.System.GetElapsedTime(began) > s_hang)
            {
                throw new TimeoutException("The broker hangs.");
            }
        }

        task.GetAwaiter().GetResult();
    }
}
