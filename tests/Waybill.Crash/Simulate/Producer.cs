using Waybill.Crash.Simulate.Model;
using Waybill.Transports;

namespace Waybill.Crash.Simulate;

/// <summary>A producer in one life of the broker: opened now and then, it goes on behind its watermark.</summary>
/// <param name="transport">The broker, opened.</param>
/// <param name="series">What it has published.</param>
/// <param name="world">What outlives the broker.</param>
/// <param name="disk">Where it lies.</param>
internal sealed class Producer(ITransport transport, Series series, World world, DiskView disk)
{
    // All that is left to do is one step on the pool.
    private static readonly TimeSpan s_hang = TimeSpan.FromSeconds(10);

    private readonly Ledger _ledger = world.Ledger;
    private readonly Random _random = world.Random;
    private Task<ProducerHandle>? _opening;
    private bool _maySeemFull;
    private long _next;

    // What was refused at a call: that call may be repeated.
    private long? _refused;

    // Known without the broker's help; nothing behind it may be stored.
    private long _failed = long.MaxValue;

    /// <summary>What its messages are published with; null: it is not open.</summary>
    public ProducerHandle? Handle { get; private set; }

    public bool IsOpen => Handle is not null;

    /// <summary>Whether what it publishes may be stored.</summary>
    public bool IsUsable => IsOpen && _failed == long.MaxValue;

    /// <summary>Asks the broker to open it; the answer is looked at when everything rests.</summary>
    public void BeginOpen()
    {
        Handle?.Dispose();
        Handle = null;
        if (_opening is null)
        {
            _ledger.Tell($"open {series.Name}");
            _opening = transport.OpenProducerAsync(series.Name, CancellationToken.None).AsTask();
        }

        Look();
    }

    /// <summary>Looks whether there is a reason to be refused.</summary>
    public void Look() => _maySeemFull |= _opening is not null && disk.MaySeemFull;

    /// <summary>Everything rests, and there is room: the broker has answered, or is about to.</summary>
    /// <param name="mayFail">Whether the device gave the broker a reason to fail.</param>
    public void EndOpen(bool mayFail)
    {
        if (_opening is not { } opening)
        {
            return;
        }

        _opening = null;
        // The handle itself is made on the pool.
        if (!SpinWait.SpinUntil(() => opening.IsCompleted, s_hang))
        {
            _ledger.Complain($"everything rests, and {series.Name} is not opened");
        }
        else if (opening.IsCompletedSuccessfully)
        {
            Begin(opening.Result);
        }
        else if (!mayFail && !(_maySeemFull && opening.Exception!.InnerException is JournalFullException))
        {
            _ledger.Complain($"{series.Name} is not opened: {opening.Exception?.InnerException}");
        }

        _maySeemFull = false;
    }

    /// <summary>Chooses what it publishes next.</summary>
    /// <returns>A number that is stored, whose message is published again; null: a new message.</returns>
    public Numbered? Choose() =>
        _random.Next(10) == 0 && series.Stored.ToList() is { Count: > 0 } stored ? stored[_random.Next(stored.Count)] : null;

    /// <summary>The number of the next message.</summary>
    public long Draw()
    {
        if (_refused is { } refused)
        {
            _refused = null;
            if (_random.Next(2) == 0)
            {
                return refused;
            }

            Fail(refused);
        }

        // It may leave numbers out.
        _next += _random.Next(8) == 0 ? 3 : 1;
        return _next - 1;
    }

    public void Add(Numbered numbered) => series.Add(numbered);

    /// <summary>The call took nothing.</summary>
    public void Refuse(Numbered numbered, WaybillException exception)
    {
        if (exception is ProducerFailedException)
        {
            Fail(numbered, exception);
            return;
        }

        numbered.Refuse();
        _refused = numbered.Sequence;
    }

    /// <summary>It was taken, and is not stored.</summary>
    public void Fail(Numbered numbered, Exception? exception)
    {
        numbered.Refuse();
        Fail(numbered.Sequence);
        if (Handle is { } handle && !(handle.FailedSequence <= numbered.Sequence))
        {
            _ledger.Complain($"number {numbered.Sequence} of {series.Name} has failed, and the broker does not say so");
        }

        if (exception is ProducerFailedException failed && failed.FailedSequence > failed.Sequence)
        {
            _ledger.Complain($"number {failed.Sequence} of {series.Name} has failed because of a later one, {failed.FailedSequence}");
        }
    }

    /// <summary>It is stored.</summary>
    public void Confirm(Numbered numbered)
    {
        if (numbered.Sequence > _failed)
        {
            _ledger.Complain($"number {numbered.Sequence} of {series.Name} is stored behind {_failed}, which has failed");
        }
    }

    private void Fail(long sequence) => _failed = Math.Min(_failed, sequence);

    private void Begin(ProducerHandle handle)
    {
        _ledger.Tell($"{series.Name} is open, with {handle.Watermark} stored");
        (Handle, _next, _refused, _failed) = (handle, handle.Watermark + 1, null, long.MaxValue);
        if (series.Open(handle.Watermark) is { } wrong)
        {
            _ledger.Complain($"{series.Name}: {wrong}");
        }
    }
}
