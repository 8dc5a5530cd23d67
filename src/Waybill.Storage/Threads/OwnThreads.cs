namespace Waybill.Storage.Threads;

/// <summary>Each body has a thread of its own.</summary>
internal sealed class OwnThreads : IThreads
{
    public static OwnThreads Instance { get; } = new();

    public TaskScheduler Scheduler => TaskScheduler.Default;

    public void Queue(IThreadPoolWorkItem work) => ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);

    public void Start(IThreadBody body) => new Thread(() => Run(body)) { IsBackground = true, Name = body.Name }.Start();

    private static void Run(IThreadBody body)
    {
        TurnResult result;
        while ((result = body.TakeTurn()) != TurnResult.End)
        {
            if (result == TurnResult.Wait)
            {
                body.Wait(Timeout.Infinite);
            }
        }
    }
}
