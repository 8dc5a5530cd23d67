using Microsoft.Extensions.Time.Testing;

namespace Waybill.EndToEnd.Tests;

/// <summary>Leases of the embedded broker in a process whose thread pool has no thread to spare for timers.</summary>
public sealed class LeaseTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("waybill-end-to-end-");
    private readonly Shop _shop = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task No_lease_ends_while_its_handler_runs_though_no_timer_fires()
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _shop.Reserve = (_, _) => end.Task;
        await using var host = await ShopHost.StartAsync(_folder.FullName, _shop, time: new StarvedTimeProvider());
        await host.Bus.PublishAsync(new OrderPlaced("o-1", "eu"));
        Assert.Equal(1, await _shop.NextAttemptAsync());

        for (var lease = 0; lease < 5; lease++)
        {
            host.Time.Advance(TimeSpan.FromSeconds(31));
            // An answer wakes the broker, which looks at its leases after it; the next answer shows what came of that.
            await host.UntilAsync(Names.Stock, status => status.InFlight == 1);
        }

        await host.UntilAsync(Names.Stock, status => status.InFlight == 1);
        Assert.False(_shop.HasAttempt);
        end.SetResult();
        Assert.Equal("reserved o-1", await _shop.NextMailAsync());
        await host.UntilAsync(Names.Stock, status => status is { Completed: 1, InFlight: 0, Ready: 0 });
        Assert.False(_shop.HasAttempt);
    }

    private sealed class StarvedTimeProvider() : FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero))
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new SilentTimer();
    }

    private sealed class SilentTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => default;
    }
}
