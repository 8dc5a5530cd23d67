using System.Collections.Concurrent;

namespace Waybill.Crash.Simulate;

/// <summary>
/// Runs work on threads of its own, of which one goes on at a time, so that work that waits can be left standing while whoever gave it its turn goes on.
/// </summary>
internal sealed class Workers : IDisposable
{
    private readonly ConcurrentStack<Worker> _idle = new();
    private readonly List<Worker> _parked = [];
    private readonly ThreadLocal<Worker?> _mine = new();

    /// <summary>Whether work stands still.</summary>
    public bool AreWaiting => _parked.Count > 0;

    /// <summary>Has work done; returns when it is done or stands still.</summary>
    public void Run(Action work)
    {
        if (!_idle.TryPop(out var worker))
        {
            worker = new Worker(this);
        }

        worker.Work = work;
        HandOver(worker);
    }

    /// <summary>For work: stands still until somebody lets it go on.</summary>
    /// <param name="cancellation">Says that what it waits for will not come.</param>
    /// <returns>False: this is no thread that can.</returns>
    public bool TryPark(CancellationToken cancellation)
    {
        if (_mine.Value is not { } worker)
        {
            return false;
        }

        worker.Cancellation = cancellation;
        _parked.Add(worker);
        worker.Back.Release();
        worker.Go.Wait();
        return true;
    }

    /// <summary>Lets what stands still longest go on, until it is done or stands still again.</summary>
    /// <param name="cancelled">Only what waits in vain.</param>
    /// <returns>False: nothing does.</returns>
    public bool TryResume(bool cancelled)
    {
        if (_parked.Find(parked => !cancelled || parked.Cancellation.IsCancellationRequested) is not { } worker)
        {
            return false;
        }

        _parked.Remove(worker);
        HandOver(worker);
        return true;
    }

    public void Dispose()
    {
        while (_idle.TryPop(out var worker))
        {
            worker.Go.Release();
        }

        _mine.Dispose();
    }

    private static void HandOver(Worker worker)
    {
        worker.Go.Release();
        worker.Back.Wait();
    }

    private sealed class Worker
    {
        private readonly Workers _workers;

        public Worker(Workers workers)
        {
            _workers = workers;
            new Thread(Loop) { IsBackground = true, Name = "simulated work" }.Start();
        }

        public SemaphoreSlim Go { get; } = new(0);

        public SemaphoreSlim Back { get; } = new(0);

        public Action? Work { get; set; }

        public CancellationToken Cancellation { get; set; }

        private void Loop()
        {
            _workers._mine.Value = this;
            while (true)
            {
                Go.Wait();
                if (Work is not { } work)
                {
                    return;
                }

                Work = null;
                work();
                _workers._idle.Push(this);
                Back.Release();
            }
        }
    }
}
