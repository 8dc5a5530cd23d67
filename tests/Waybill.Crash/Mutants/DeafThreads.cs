using Waybill.Storage.Threads;

namespace Waybill.Crash.Mutants;

/// <summary>Threads of which one hears, now and then, that something has come only when nobody counts on it any more.</summary>
/// <param name="threads">Right ones.</param>
/// <param name="name">Which one.</param>
internal sealed class DeafThreads(IThreads threads, string name) : IThreads
{
    public TaskScheduler Scheduler => threads.Scheduler;

    public void Queue(IThreadPoolWorkItem work) => threads.Queue(work);

    public void Start(IThreadBody body) => threads.Start(body.Name == name ? new DeafBody(body) : body);

    private sealed class DeafBody(IThreadBody body) : IThreadBody
    {
        private const int LostEvery = 10;

        // More than whoever gives turns asks before it finds that nobody has anything to do; without an end the broker could not be closed.
        private const int LostFor = 2_000;

        private int _count;
        private int _lost;

        public string Name => body.Name;

        public TurnResult TakeTurn() => body.TakeTurn();

        public bool Wait(int milliseconds)
        {
            if (_lost > 0)
            {
                return --_lost == 0;
            }

            var hears = body.Wait(milliseconds);
            _lost = hears && ++_count % LostEvery == 0 ? LostFor : 0;
            return hears && _lost == 0;
        }
    }
}
