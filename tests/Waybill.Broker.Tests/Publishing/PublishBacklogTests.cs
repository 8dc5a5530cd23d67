using System.Threading.Tasks.Sources;
using Waybill.Broker.Publishing;
using Waybill.Broker.Tests.Transport.Support;

namespace Waybill.Broker.Tests.Publishing;

/// <summary>What the backlog does with a publish whose wait is cancelled, in the order of events that a whole broker hardly ever shows.</summary>
public sealed class PublishBacklogTests
{
    private readonly PublishBacklog _backlog = new(1_000_000, TaskScheduler.Default, "folder");
    private readonly List<string> _events = [];

    [Fact]
    public async Task What_is_cancelled_as_it_waits_is_noted_before_the_next_is_tried_also_before_its_token_has_called_it()
    {
        using var source = new CancellationTokenSource();
        using var later = new ManualResetEventSlim();
        var wait = new Wait();
        var head = Add(source.Token, static () => false, wait);
        // Tokens call what was registered last first: the publish hears of it only when this lets go.
        using var blocks = source.Token.Register(() => later.Wait(CancellationToken.None));
        var tried = AddNext();

        await wait.Begun.Guarded();
        var cancelling = Task.Factory.StartNew(source.Cancel, TaskCreationOptions.LongRunning);
        while (!source.IsCancellationRequested)
        {
            await Task.Yield();
        }

        wait.End(new OperationCanceledException(source.Token));
        try
        {
            await tried.Guarded();
        }
        finally
        {
            later.Set();
        }

        await cancelling.Guarded();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => head.Guarded());
        Assert.Equal("not stored", _events[0]);
        Assert.Equal("the next is tried", _events[^1]);
    }

    [Fact]
    public async Task What_waits_behind_it_is_not_published_by_whoever_cancels()
    {
        using var source = new CancellationTokenSource();
        var wait = new Wait();
        _ = Add(source.Token, static () => false, wait);
        var tried = new TaskCompletionSource<int>();
        _ = Add(
            CancellationToken.None,
            () =>
            {
                tried.SetResult(Environment.CurrentManagedThreadId);
                return true;
            }
        );
        await wait.Begun.Guarded();

        var canceller = 0;
        var thread = new Thread(() =>
        {
            canceller = Environment.CurrentManagedThreadId;
            source.Cancel();
            // Goes on at once, on this thread, with whoever waits.
            wait.End(new OperationCanceledException(source.Token));
        });
        thread.Start();
        thread.Join();

        Assert.NotEqual(canceller, await tried.Task.Guarded());
    }

    [Fact]
    public async Task What_is_cancelled_is_noted_before_the_next_is_tried_however_slow_the_thread_is_that_cancels_it()
    {
        using var source = new CancellationTokenSource();
        using var goesOn = new ManualResetEventSlim();
        var wait = new Wait();
        var head = Add(CancellationToken.None, static () => false, wait);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cancelled = Add(
            source.Token,
            static () => true,
            notStored: "its own",
            dropped: () =>
            {
                ended.SetResult();
                goesOn.Wait(CancellationToken.None);
            }
        );
        var tried = AddNext();
        await wait.Begun.Guarded();
        var cancelling = Task.Factory.StartNew(source.Cancel, TaskCreationOptions.LongRunning);
        await ended.Task.Guarded();

        wait.End(new InvalidOperationException());
        try
        {
            await tried.Guarded();
        }
        finally
        {
            goesOn.Set();
        }

        await cancelling.Guarded();
        await Assert.ThrowsAsync<InvalidOperationException>(() => head.Guarded());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.Guarded());
        Assert.InRange(_events.IndexOf("its own"), 0, _events.IndexOf("the next is tried") - 1);
    }

    // What stands behind; the task ends when it is tried.
    private Task AddNext()
    {
        var tried = new TaskCompletionSource();
        _ = Add(
            CancellationToken.None,
            () =>
            {
                _events.Add("the next is tried");
                tried.SetResult();
                return true;
            }
        );
        return tried.Task;
    }

    private Task<PublishReceipt> Add(
        CancellationToken token,
        Func<bool> attempt,
        Wait? wait = null,
        string notStored = "not stored",
        Action? dropped = null
    )
    {
        _backlog.Budget.Take(0);
        return _backlog.Add(new Publish(_backlog.Budget, token, attempt, wait, () => _events.Add(notStored), dropped)).AsTask();
    }

    private sealed class Publish(
        WaitingBudget budget,
        CancellationToken token,
        Func<bool> attempt,
        Wait? wait,
        Action notStored,
        Action? dropped
    ) : WaitingPublish(budget, 0, token)
    {
        public override ValueTask WaitForRoomAsync() => new(wait!, 0);

        public override void OnNotStored() => notStored();

        protected override bool TryPublish(out ValueTask<PublishReceipt> receipt)
        {
            receipt = default;
            return attempt();
        }

        protected override void DropMessage() => dropped?.Invoke();
    }

    /// <summary>A wait for room whose end goes on with who waits on the thread that ends it, as a cancelled one does.</summary>
    private sealed class Wait : IValueTaskSource
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private ManualResetValueTaskSourceCore<bool> _core;

        /// <summary>Somebody waits.</summary>
        public Task Begun => _begun.Task;

        public void End(Exception exception) => _core.SetException(exception);

        public void GetResult(short token) => _core.GetResult(token);

        public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        {
            _core.OnCompleted(continuation, state, token, flags);
            _begun.TrySetResult();
        }
    }
}
