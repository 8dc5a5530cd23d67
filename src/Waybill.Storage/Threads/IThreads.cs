namespace Waybill.Storage.Threads;

/// <summary>Where the threads of the journal and the broker come from.</summary>
internal interface IThreads
{
    /// <summary>Runs work that takes long, blocks and ends, when it is started as such.</summary>
    TaskScheduler Scheduler { get; }

    /// <summary>Runs what is short, soon, and on another thread.</summary>
    void Queue(IThreadPoolWorkItem work);

    /// <summary>Gives a body its turns until it ends.</summary>
    void Start(IThreadBody body);
}
