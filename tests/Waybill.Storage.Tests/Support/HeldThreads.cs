using System.Collections.Concurrent;
using Waybill.Storage.Threads;

namespace Waybill.Storage.Tests.Support;

/// <summary>Work that threads leave to others, as making a segment or writing a checkpoint is, begins when the test says so.</summary>
internal sealed class HeldThreads : TaskScheduler, IThreads
{
    private readonly ConcurrentQueue<Task> _held = new();
    private volatile bool _isHeld = true;

    /// <summary>Whether what comes now waits.</summary>
    public bool IsHeld
    {
        get => _isHeld;
        set => _isHeld = value;
    }

    /// <summary>Whose work waits, by the thread's name; null: everybody's.</summary>
    public string? HeldOf { get; init; }

    public int Held => _held.Count;

    public TaskScheduler Scheduler => this;

    public void Queue(IThreadPoolWorkItem work) => OwnThreads.Instance.Queue(work);

    public void Start(IThreadBody body) => OwnThreads.Instance.Start(body);

    public void Release()
    {
        IsHeld = false;
        while (_held.TryDequeue(out var task))
        {
            Begin(task);
        }
    }

    protected override void QueueTask(Task task)
    {
        if (!IsHeld || (HeldOf is not null && Thread.CurrentThread.Name != HeldOf))
        {
            Begin(task);
            return;
        }

        _held.Enqueue(task);
        if (!IsHeld)
        {
            Release();
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => _held;

    private void Begin(Task task) => new Thread(() => TryExecuteTask(task)) { IsBackground = true }.Start();
}
