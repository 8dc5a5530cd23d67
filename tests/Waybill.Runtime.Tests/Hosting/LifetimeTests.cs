using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Waybill.Runtime.Hosting;
using Waybill.Runtime.Tests.Fakes;
using Waybill.Transports;

namespace Waybill.Runtime.Tests.Hosting;

public sealed class LifetimeTests
{
    private readonly TaskCompletionSource _started = Signal.Create();
    private readonly TaskCompletionSource _end = Signal.Create();

    [Fact]
    public async Task The_bus_publishes_from_start_to_stop()
    {
        await using var host = TestHost.Create<OrdersModule>();
        Assert.Throws<InvalidOperationException>(() => _ = host.Bus.PublishAsync(new OrderPlaced(1)));
        Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredService<ITransport>().CreateBatch());

        await host.StartAsync();
        Assert.Equal(1, (await host.Bus.PublishAsync(new OrderPlaced(1))).Destinations);
        await host.StopAsync();

        Assert.Throws<TransportException>(() => _ = host.Bus.PublishAsync(new OrderPlaced(2)));
        Assert.Equal(1, host.Transport.Disposals);
    }

    [Fact]
    public async Task The_transport_is_handed_out_and_the_container_does_not_dispose_it()
    {
        var host = TestHost.Create<OrdersModule>();
        await host.StartAsync();
        Assert.Empty(await host.Services.GetRequiredService<ITransport>().GetQueueStatusAsync(default));

        await host.DisposeAsync();

        Assert.Equal(1, host.Transport.Disposals);
    }

    [Fact]
    public async Task A_running_handler_ends_within_the_drain_timeout()
    {
        await using var host = await BlockedAsync();

        var stopping = host.StopAsync();
        Assert.True(host.Transport.Receiver().Stopped);
        Assert.False(stopping.IsCompleted);
        _end.SetResult();
        await stopping;

        Assert.Equal(OutcomeKind.Complete, (await host.Transport.Receiver().NextOutcomeAsync()).Kind);
        Assert.True(host.Transport.Receiver().Disposed);
        Assert.Equal(1, host.Transport.Disposals);
    }

    [Theory]
    [InlineData(null, 20)]
    [InlineData("3s", 3)]
    public async Task A_handler_that_takes_too_long_is_cancelled_and_released(string? configured, int seconds)
    {
        await using var host = await BlockedAsync(
            async token =>
            {
                await Signal.CancellationOf(token);
                token.ThrowIfCancellationRequested();
            },
            configured
        );

        var stopping = host.StopAsync();
        host.Time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
        Assert.False(host.Transport.Receiver().TryNextOutcome(out _));
        host.Time.Advance(TimeSpan.FromTicks(1));
        await stopping;

        Assert.Equal(OutcomeKind.Release, (await host.Transport.Receiver().NextOutcomeAsync()).Kind);
        Assert.True(host.Log.Has(1003));
        Assert.False(host.Log.Has(1004));
    }

    [Fact]
    public async Task The_hosts_own_deadline_ends_the_drain_too()
    {
        await using var host = await BlockedAsync(token => Signal.CancellationOf(token));

        await host.StopAsync(new CancellationToken(canceled: true));

        Assert.Equal(1, host.Transport.Disposals);
        Assert.True(host.Log.Has(1003));
    }

    [Fact]
    public async Task A_handler_that_ignores_everything_is_left_behind()
    {
        await using var host = await BlockedAsync();

        var stopping = host.StopAsync(new CancellationToken(canceled: true));
        await AdvanceUntilAsync(host, stopping);

        Assert.True(host.Log.Has(1004));
        Assert.Equal(1, host.Transport.Disposals);
        _end.SetResult();
    }

    [Fact]
    public async Task A_transport_that_does_not_close_is_left_behind()
    {
        var never = new FakeTransport { Closing = new TaskCompletionSource().Task };
        await using var host = TestHost.Create<OrdersModule>(never);
        await host.StartAsync();

        var stopping = host.StopAsync();
        await AdvanceUntilAsync(host, stopping);

        Assert.True(host.Log.Has(1008));
    }

    [Fact]
    public async Task A_transport_that_fails_to_close_does_not_fail_the_stop()
    {
        await using var host = TestHost.Create<OrdersModule>(new FakeTransport { Closing = Task.FromException(new IOException("disk")) });
        await host.StartAsync();

        await host.StopAsync();

        Assert.True(host.Log.Has(1007));
    }

    [Fact]
    public async Task A_start_that_fails_after_the_opening_closes_the_transport()
    {
        var transport = new FakeTransport { SubscribeFailure = new TransportException("no") };
        await using var host = TestHost.Create<OrdersModule>(transport);

        await Assert.ThrowsAsync<TransportException>(host.StartAsync);

        Assert.Equal(1, transport.Disposals);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_host_that_is_disposed_without_a_stop_ends_all_the_same(bool asynchronously)
    {
        var host = TestHost.Create<OrdersModule>(services: services => services.AddHostedService<RefusesToStart>());
        await Assert.ThrowsAsync<NotSupportedException>(host.StartAsync);
        Assert.False(host.Transport.Receiver().Stopped);

        await host.DisposeWithoutStopAsync(asynchronously).WaitAsync(Hang.Guard);

        Assert.True(host.Transport.Receiver().Stopped);
        Assert.True(host.Transport.Receiver().Disposed);
        Assert.Equal(1, host.Transport.Disposals);
    }

    [Fact]
    public async Task A_transport_that_fails_for_good_stops_the_host_as_a_failure()
    {
        var before = Environment.ExitCode;
        await using var host = TestHost.Create<OrdersModule>();
        await host.StartAsync();
        var stopping = Signal.Create();
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);

        host.Transport.Receiver().Fault(new JournalFaultedException("sync"));
        host.Transport.Receiver().Fault(new JournalFaultedException("sync"));

        await stopping.Task.WaitAsync(Hang.Guard);
        Assert.Equal((0, 1), (before, Environment.ExitCode));
        Environment.ExitCode = before;
        Assert.Single(host.Log.Entries, entry => entry.Id == 1006);
    }

    [Fact]
    public async Task Relative_paths_resolve_against_the_content_root_and_the_clock_is_the_hosts()
    {
        TransportEnvironment? given = null;
        var services = new ServiceCollection();
        services.AddWaybill<OrdersModule>(waybill =>
            waybill.UseTransport(environment =>
            {
                given = environment;
                return new FakeTransport();
            })
        );
        await using var provider = services.BuildServiceProvider();
        Assert.Null(given);

        await Assert.Single(provider.GetServices<IHostedService>()).StartAsync(default);

        Assert.Equal(Directory.GetCurrentDirectory(), given!.ContentRoot);
        Assert.Same(TimeProvider.System, given.TimeProvider);
    }

    private async Task<TestHost> BlockedAsync(Func<CancellationToken, Task>? body = null, string? drainTimeout = null)
    {
        var settings = new Dictionary<string, string?>();
        if (drainTimeout is not null)
        {
            settings["Waybill:DrainTimeout"] = drainTimeout;
        }

        var host = TestHost.Create<OrdersModule>(settings: settings);
        host.Probe.Body = async (_, context) =>
        {
            _started.SetResult();
            await (body?.Invoke(context.CancellationToken) ?? _end.Task);
        };
        await host.StartAsync();
        host.Transport.Receiver().Deliver(new OrderPlaced(1));
        await _started.Task.WaitAsync(Hang.Guard);
        return host;
    }

    private sealed class RefusesToStart : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    // The stop moves on threads of its own, so the clock is moved until it has seen each of its limits.
    private static async Task AdvanceUntilAsync(TestHost host, Task stopping)
    {
        while (!stopping.IsCompleted)
        {
            host.Time.Advance(RunningHost.Grace);
            await Task.Yield();
        }

        await stopping;
    }
}
