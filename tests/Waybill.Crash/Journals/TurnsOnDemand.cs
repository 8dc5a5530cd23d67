using Waybill.Storage.Threads;

namespace Waybill.Crash.Journals;

/// <summary>Threads that have their turns when somebody gives them: a journal that hardly does more than open needs no others, and to start those costs more than all the rest.</summary>
internal sealed class TurnsOnDemand : IThreads
{
    private readonly List<IThreadBody> _bodies = [];

    public TaskScheduler Scheduler => TaskScheduler.Default;

    public void Queue(IThreadPoolWorkItem work) => OwnThreads.Instance.Queue(work);

    public void Start(IThreadBody body) => _bodies.Add(body);

    /// <summary>Gives turns until each has come to its end, which somebody must have asked for.</summary>
    public void Finish()
    {
        while (_bodies.Count > 0)
        {
            TakeTurns();
        }
    }

    /// <summary>Gives each a turn.</summary>
    public void TakeTurns() => _bodies.RemoveAll(static body => body.TakeTurn() == TurnResult.End);
}
