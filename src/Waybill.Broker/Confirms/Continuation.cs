using System.Threading.Tasks.Sources;

namespace Waybill.Broker.Confirms;

/// <summary>What an awaiter wants to be called, and where.</summary>
internal readonly struct Continuation
{
    private readonly Action<object?> _action;
    private readonly object? _state;
    private readonly ExecutionContext? _context;

    // A SynchronizationContext or a TaskScheduler other than the default; null for the thread pool.
    private readonly object? _scheduler;

    private Continuation(Action<object?> action, object? state, ExecutionContext? context, object? scheduler)
    {
        _action = action;
        _state = state;
        _context = context;
        _scheduler = scheduler;
    }

    public static Continuation Capture(Action<object?> action, object? state, ValueTaskSourceOnCompletedFlags flags)
    {
        var context = (flags & ValueTaskSourceOnCompletedFlags.FlowExecutionContext) != 0 ? ExecutionContext.Capture() : null;
        object? scheduler = null;
        if ((flags & ValueTaskSourceOnCompletedFlags.UseSchedulingContext) != 0)
        {
            scheduler =
                SynchronizationContext.Current is { } synchronization && synchronization.GetType() != typeof(SynchronizationContext)
                    ? synchronization
                : TaskScheduler.Current != TaskScheduler.Default ? TaskScheduler.Current
                : null;
        }

        return new Continuation(action, state, context, scheduler);
    }

    /// <summary>Runs it here, or hands it to where its awaiter belongs.</summary>
    public void Run()
    {
        switch (_scheduler)
        {
            case SynchronizationContext synchronization:
                synchronization.Post(static boxed => ((Continuation)boxed!).Invoke(), this);
                break;
            case TaskScheduler scheduler:
                Task.Factory.StartNew(
                    static boxed => ((Continuation)boxed!).Invoke(),
                    this,
                    CancellationToken.None,
                    TaskCreationOptions.DenyChildAttach,
                    scheduler
                );
                break;
            default:
                Invoke();
                break;
        }
    }

    /// <summary>Runs it on the thread pool: the batch was done before the awaiter came.</summary>
    public void Queue() => ThreadPool.UnsafeQueueUserWorkItem(static continuation => continuation.Run(), this, preferLocal: true);

    private void Invoke()
    {
        if (_context is null)
        {
            _action(_state);
        }
        else
        {
            ExecutionContext.Run(_context, static boxed => ((Continuation)boxed!).InvokeHere(), this);
        }
    }

    private void InvokeHere() => _action(_state);
}
