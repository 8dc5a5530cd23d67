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
    private const int MostOverlap = 3;
    private const int StepsPerRest = 40;

    // More than anything takes.
    private const int MostTurns = 100_000;
    private static readonly TimeSpan s_hang = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(10);

    private readonly World _world;
    private readonly LifePlan _plan;
    private readonly Random _random;
    private readonly Ledger _ledger;
    private readonly FakeTimeProvider _time;
    private readonly Workers? _workers;
    private readonly Turns _turns;
    private readonly Room _room;
    private readonly DiskView _view;
    private readonly Disk _disk;
    private readonly ITransport _transport;
    private User? _user;
    private bool _rests;
    private bool _closes;

    public Life(World world, LifePlan plan, SimulatedDevice device)
    {
        (_world, _plan, _random, _ledger, _time) = (world, plan, world.Random, world.Ledger, world.Time);
        _workers = plan.Room == RoomPlan.Plenty ? null : new Workers();
        // With chance of its own: how many turns the burial takes is the pool's to say.
        _turns = new Turns(new Random(_random.Next()), plan.Slow, _workers) { Clock = () => _ledger.Now };
        _ledger.BrokerClock = () => _turns.BrokerTime;
        _room = new Room(device, plan.Room, _random);
        var journal = new Log(device, world.Geometry.SegmentBytes);
        _view = new DiskView(_room, journal, _turns, world.Geometry);
        _disk = new Disk(device, plan, _random, _turns, _room, journal, Overlap, _ledger.Tell);
        var options = new EmbeddedBrokerOptions
        {
            SegmentBytes = world.Geometry.SegmentBytes,
            BufferBytes = world.Geometry.BufferBytes,
            LockTimeout = TimeSpan.Zero,
            BriefWait = TimeSpan.Zero,
            WaitingBytes = plan.WaitingBytes,
            CheckpointInterval = plan.CheckpointInterval,
            // So that a few messages outgrow it.
            IndexBytes = 0,
            IndexSizes = new IndexSizes(PageBytes: 96, LooseEntries: 2),
            // A message that ends its process is another verb's matter.
            CrashLimit = 100,
            // Nobody is on the way: there is one thread.
            MaxGather = TimeSpan.Zero,
            FullPause = WaitForRoom,
            FullGather = Gather,
            Threads = world.Wire(_turns),
            AheadBytes = world.Geometry.BufferBytes / 4,
            Fill = new FillPace(world.Geometry.BufferBytes / 4, static _ => { }),
            Salt = () => (ulong)_random.NextInt64(),
        };
        var log = new Complaints(_ledger.Tell, Complain);
        _transport = world.Wire(new EmbeddedTransport(world.Wire(device), options, _time, log));
    }

    private bool IsOver => _disk.Next is not null || _ledger.Violation is not null;

    /// <summary>Lives.</summary>
    /// <returns>The device as the next process finds it.</returns>
    public SimulatedDevice Run()
    {
        _disk.Begin();
        _world.IsFull = false;
        if (TryOpen())
        {
            for (var step = 0; step < _plan.Steps && !IsOver && !_user!.IsFaulted; step++)
            {
                if (_random.Next(StepsPerRest) == 0)
                {
                    TryRest();
                }
                else
                {
                    Step();
                }

                if (_plan.EndsTight && _view.IsTight)
                {
                    // And others fill the disk before the next one begins.
                    _world.IsFull = true;
                    break;
                }
            }

            if (_plan.IsLast)
            {
                Drain();
            }
        }

        var isClean = !IsOver && _plan.IsClosed && TryClose();
        _disk.End();
        _world.HasSuspects |= _user?.HasMarked == true;
        _world.IsFull |= _room.IsShort;
        _ledger.Crash(_plan.IsPowerCut && !isClean);
        _user = null;
        Await(_transport.DisposeAsync().AsTask());
        _workers?.Dispose();
        return _disk.Next!;
    }

    private bool TryOpen()
    {
        try
        {
            Await(_transport.OpenAsync(Topologies.Topology, CancellationToken.None).AsTask());
        }
        catch (JournalFullException) when (_room.WasMissed && !_ledger.IsEstablished)
        {
            // Who never was there needs room to begin.
            return false;
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
        _user = new User(_transport, _world, _view, _plan);
        _disk.Ended = _user.Die;
        _user.Subscribe();
        return true;
    }

    private void Step()
    {
        _room.Pass();
        if (_random.Next(100) >= _plan.UserShare && _turns.TryGive())
        {
            // The broker had its turn.
        }
        else if (_turns.AreWaiting && _random.Next(4) == 0)
        {
            _turns.TryResume();
        }
        else if (!_rests)
        {
            _user!.Act();
        }

        _user?.Look(IsOver || _disk.HasFailed);
    }

    // While an operation of the device is under way. The writer waits for a filler that is at work where it writes, and for a segment that is being made, and what waits
    // cannot nest.
    private void Overlap()
    {
        if (
            _user is not null
            && !_closes
            && _turns.Innermost is not SegmentFiller
            && !(_plan.Slow == Turns.Work && _turns.Innermost is null)
            && _random.Next(100) < _plan.Overlap
        )
        {
            Steps(_random.Next(1, MostOverlap + 1));
        }
    }

    // On a full disk the writer waits for company.
    private void Gather()
    {
        if (!_closes)
        {
            Steps(_random.Next(MostOverlap + 1));
        }
    }

    private void Steps(int count)
    {
        for (; count > 0 && _user is not null && !IsOver; count--)
        {
            Step();
        }
    }

    // On a full disk the thread that prepares segments pauses: others go on meanwhile.
    private void WaitForRoom(CancellationToken cancellation)
    {
        if (_disk.Next is not null)
        {
            // Nothing passes any more.
            throw new PowerCutException();
        }

        if (!_room.IsShort)
        {
            // What failed was no want of room.
            return;
        }

        if (!cancellation.IsCancellationRequested && _workers?.TryPark(cancellation) != true && !cancellation.IsCancellationRequested)
        {
            WriterWaits();
        }
    }

    // Nothing that the writer has can be written now, and it can neither be turned away.
    private void WriterWaits()
    {
        _ledger.Tell("the writer waits for room");
        if (_user is not null && _room.IsShort)
        {
            TryRest();
        }

        if (_plan.IsLast || _random.Next(2) == 0)
        {
            _room.Free();
        }
        else
        {
            _disk.End();
        }
    }

    // What a device that fails leads to is no fault of the broker's.
    private void Complain(string violation)
    {
        if (!IsOver && !_disk.HasFailed)
        {
            _ledger.Complain(violation);
        }
    }

    /// <summary>Takes everything that is there, until nothing comes any more.</summary>
    private void Drain()
    {
        _user!.Subscribe();
        TakeAll();
        _room.Free();
        for (var idle = 0; idle < 3 && !IsOver; idle++)
        {
            _time.Advance(s_long);
            idle = TakeAll() ? -1 : idle;
        }

        _user.OpenAll();
        TakeAll();
        _ledger.End();
    }

    /// <returns>Whether there was anything.</returns>
    private bool TakeAll()
    {
        var any = false;
        while (TryRest() && _user!.HasWork)
        {
            any = true;
            _user.CompleteAll();
        }

        return any;
    }

    /// <summary>Gives turns until nobody has anything to do: then everything is answered.</summary>
    private bool TryRest()
    {
        _rests = true;
        do
        {
            for (var turns = 0; !IsOver && _turns.TryGive(); turns++)
            {
                _user!.Look(IsOver || _disk.HasFailed);
                if (turns == MostTurns)
                {
                    _ledger.Complain("it finds more to do for ever, though nothing happens");
                }
            }
        } while (!IsOver && !_room.IsShort && _turns.TryResume());

        _rests = false;
        if (_user!.IsFaulted && !IsOver && !_disk.HasFailed)
        {
            _ledger.Complain("the broker has stopped, and nothing has failed");
        }

        if (!IsOver && !_user.IsFaulted)
        {
            _ledger.Tell("everything rests");
            _room.Settle();
            _user.Rest(_world.HasSuspects, _disk.HasFailed);
        }

        return !IsOver && !_user.IsFaulted;
    }

    /// <summary>Closes the broker in order.</summary>
    /// <returns>Whether everything that was handed in is as durable as can be.</returns>
    private bool TryClose()
    {
        if (_user is null || (_plan.IsRested && !TryRest()))
        {
            return false;
        }

        _user.BeginClose();
        // From here on chance may decide nothing any more, for how often it would is the pool's to say.
        _closes = true;
        // When the others are done before the broker's thread ends, it does not matter when the pool goes on.
        _turns.Last = Turns.Broker;
        Await(_transport.DisposeAsync().AsTask());
        while (_turns.TryGive())
        {
            // Whoever waited for room hears that it is too late.
        }

        if (IsOver)
        {
            return false;
        }

        _user.EndClose(_disk.HasFailed);
        return !_disk.HasFailed && !_user.IsFaulted;
    }

    private void Await(Task task)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!task.IsCompleted)
        {
            if (!_turns.TryGive() && !_turns.TryResume(cancelled: true))
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
