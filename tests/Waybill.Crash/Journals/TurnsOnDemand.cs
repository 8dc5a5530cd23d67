using Waybill.Storage.Threads;

namespace Waybill.Crash.Journals;

/// <summary>Threads that have their turns when somebody gives them: a journal that is only opened and closed needs no others, and to start those costs more than all the rest.</summary>
internal sealed class TurnsOnDemand : IThreads
{
    private readonly List<IThreadBody> _bodies = [];

    public TaskScheduler Scheduler => TaskScheduler.Default;

    public void Start(IThreadBody body) => _bodies.Add(body);

    /// <summary>Gives turns until each has come to its end, which somebody must have asked for.</summary>
    public void Finish()
    {
        while (_bodies.Count > 0)
        {
            _bodies.RemoveAll(static body => body.TakeTurn() == TurnResult.End);
        }
    }
}
