using Microsoft.Extensions.Time.Testing;

namespace Waybill.Runtime.Tests.Fakes;

/// <summary>Time goes on and no timer fires, as in a process whose thread pool has no thread to spare.</summary>
internal sealed class StarvedTimeProvider : FakeTimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new NeverFires();

    private sealed class NeverFires : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => default;
    }
}
