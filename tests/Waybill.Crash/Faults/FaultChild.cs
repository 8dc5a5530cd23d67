using System.Text;
using Waybill.Crash.Mutants;
using Waybill.Storage.Devices;
using Waybill.Transports;

namespace Waybill.Crash.Faults;

/// <summary>
/// The process whose calls fail: publishes, receives and settles numbered messages one after the other, and says so before and after each. One thing at a time, so
/// that what is confirmed after a failed sync cannot have been synced before.
/// </summary>
internal sealed class FaultChild(Stream output) : IDeliverySink
{
    /// <summary>Everything was done.</summary>
    public const int Done = 0;

    /// <summary>The broker has failed, and said why.</summary>
    public const int Failed = 3;

    // Enough for two checkpoints, behind which the first segment is let go of: all but the last messages are settled.
    private const int Rounds = 30;
    private const int Settled = 24;
    private const int MaxRefusals = 2;
    private static readonly TimeSpan s_hang = TimeSpan.FromSeconds(20);

    private readonly TaskCompletionSource<Exception> _faulted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource<DeliveryToken> _delivered = New<DeliveryToken>();
    private volatile TaskCompletionSource<SettlementResult> _settled = New<SettlementResult>();
    private volatile int _expected;

    /// <param name="folder">The broker's folder.</param>
    /// <param name="first">The number of the first message.</param>
    /// <param name="dies">True: the process kills itself in the end, and closes nothing.</param>
    /// <param name="mutant">What it does wrong; null: nothing.</param>
    public static Task<int> RunAsync(string folder, int first, bool dies, Mutant? mutant)
    {
        var device = new DirectoryDevice(folder);
        return new FaultChild(Console.OpenStandardOutput()).RunAsync(mutant?.Wire(device) ?? device, first, dies);
    }

    public void OnDeliveries(ReadOnlySpan<Delivery> deliveries)
    {
        foreach (var delivery in deliveries)
        {
            if (FaultBroker.NumberOf(delivery.Body.Span) == _expected)
            {
                _delivered.TrySetResult(delivery.Token);
            }
        }
    }

    public void OnSettled(DeliveryToken token, SettlementResult result) => _settled.TrySetResult(result);

    public bool StillHolds(DeliveryToken token) => true;

    public void OnLeaseLost(DeliveryToken token) { }

    public void OnFaulted(Exception exception) => _faulted.TrySetResult(exception);

    private static TaskCompletionSource<T> New<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<int> RunAsync(IStorageDevice device, int first, bool dies)
    {
        var refusals = 0;
        try
        {
            await using var broker = await FaultBroker.OpenAsync(device);
            var receiver = broker.Transport.Subscribe(new ReceiverOptions(FaultBroker.Queue, 4096, 1 << 30), this);
            for (var number = first; number < first + Rounds && refusals < MaxRefusals; number++)
            {
                try
                {
                    await RoundAsync(broker, receiver, number, isKept: number >= first + Settled);
                }
                catch (Exception exception) when (exception is WaybillException or IOException)
                {
                    // Once more: what has failed must not confirm anything any more, or what was only full must work on.
                    refusals++;
                    Say(Step.Refused, exception.Message);
                }
            }

            if (dies)
            {
                Environment.FailFast(null);
            }
        }
        catch (Exception exception) when (exception is WaybillException or IOException or UnauthorizedAccessException)
        {
            refusals = MaxRefusals;
            Say(Step.Refused, exception.Message);
        }

        Say(Step.Ended, "");
        return refusals < MaxRefusals ? Done : Failed;
    }

    private async Task RoundAsync(FaultBroker broker, IReceiver receiver, int number, bool isKept)
    {
        _delivered = New<DeliveryToken>();
        _settled = New<SettlementResult>();
        _expected = number;
        Say(Step.Publishing, $"{number}");
        await broker.PublishAsync(number).AsTask().WaitAsync(s_hang);
        Say(Step.Confirmed, $"{number}");
        if (isKept)
        {
            return;
        }

        var token = await OrFaultAsync(_delivered.Task);
        Say(Step.Settling, $"{number}");
        receiver.Settle(new Outcome { Token = token, Kind = OutcomeKind.Complete });
        if (await OrFaultAsync(_settled.Task) == SettlementResult.Settled)
        {
            Say(Step.Settled, $"{number}");
        }
    }

    private async Task<T> OrFaultAsync<T>(Task<T> task)
    {
        await Task.WhenAny(task, _faulted.Task).WaitAsync(s_hang);
        return task.IsCompleted ? await task : throw await _faulted.Task;
    }

    /// <summary>One write each, so that the trace has it in its place.</summary>
    private void Say(Step step, string text) => output.Write(Encoding.UTF8.GetBytes($"{new Entry(step, text)}\n"));
}
