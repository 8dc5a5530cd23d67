using Waybill.Broker.Loop;
using Waybill.Storage.Threads;

namespace Waybill.Broker.Tests.Transport.Support;

/// <summary>Tells when the broker's thread has done what it had to do.</summary>
internal sealed class WatchedThreads(IThreads threads) : IThreads
{
    private volatile TaskCompletionSource _rest = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskScheduler Scheduler => threads.Scheduler;

    public void Queue(IThreadPoolWorkItem work) => threads.Queue(work);

    public void Start(IThreadBody body) => threads.Start(body is BrokerLoop ? new Watched(body, this) : body);

    /// <summary>Waits until the thread has nothing more to do, when it is at work, or has ended.</summary>
    public Task RestAsync() => _rest.Task.Guarded();

    private sealed class Watched(IThreadBody body, WatchedThreads watching) : IThreadBody
    {
        public string Name => body.Name;

        public TurnResult TakeTurn()
        {
            if (watching._rest.Task.IsCompleted)
            {
                watching._rest = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            var result = body.TakeTurn();
            if (result != TurnResult.GoOn)
            {
                watching._rest.SetResult();
            }

            return result;
        }

        public bool Wait(int milliseconds) => body.Wait(milliseconds);
    }
}
