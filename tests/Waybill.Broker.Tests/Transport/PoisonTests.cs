using Waybill.Broker.Core;
using Waybill.Broker.InFlight;
using Waybill.Broker.Loop;
using Waybill.Broker.Publishing;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage;
using Waybill.Storage.Tests.Support;
using Waybill.Storage.Threads;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport;

/// <summary>What a handler hands in is user code's: none of it may stop the broker.</summary>
public sealed class PoisonTests : TempDataDirectory
{
    [Fact]
    public async Task An_exception_whose_members_throw_dies_like_any_other()
    {
        await using var broker = await TestBroker.OpenAsync(Folder);
        await broker.PublishAsync("m");
        var (receiver, sink) = broker.Subscribe();
        await receiver.SettledAsync(sink, (await sink.NextAsync()).Kill(exception: new HostileException()));

        var death = Assert.Single(Assert.Single(await broker.BrowseAsync("a.dead")).Deaths);
        Assert.Equal(typeof(HostileException).FullName, death.ExceptionType);
        Assert.Contains(nameof(ObjectDisposedException), death.Message, StringComparison.Ordinal);
        Assert.Equal(0, sink.Faults);
        await broker.PublishAsync("next");
        Assert.Equal("next", (await sink.NextAsync()).Text);
    }

    [Fact]
    public async Task A_death_tells_what_the_exception_said_when_it_was_handed_in()
    {
        await using var broker = await TestBroker.OpenAsync(Folder);
        await broker.PublishAsync("m");
        var (receiver, sink) = broker.Subscribe();
        var delivery = await sink.NextAsync();
        var thread = Environment.CurrentManagedThreadId;
        var exception = new AskedException();
        await receiver.SettledAsync(sink, delivery.Kill(exception: exception));
        Assert.NotEmpty(exception.Askers);
        Assert.All(exception.Askers, asker => Assert.Equal(thread, asker));
    }

    [Fact]
    public async Task An_unknown_kind_is_refused_at_the_call_and_the_delivery_may_still_be_settled()
    {
        await using var broker = await TestBroker.OpenAsync(Folder);
        await broker.PublishAsync("m");
        var (receiver, sink) = broker.Subscribe();
        var delivery = await sink.NextAsync();
        Assert.Throws<ArgumentOutOfRangeException>(() => receiver.Settle(delivery.Of((OutcomeKind)99)));
        await receiver.SettledAsync(sink, delivery.Complete());
        Assert.Equal(0, sink.Faults);
    }

    [Fact]
    public async Task A_command_that_throws_is_answered_and_the_loop_goes_on()
    {
        var state = new BrokerState();
        state.EndRecovery();
        var client = new JournalClient(state, OwnThreads.Instance);
        await using var journal = await Journal.OpenAsync(
            new SimulatedDevice(),
            client,
            new JournalOptions { SegmentBytes = 256 << 10, BufferBytes = 64 << 10 },
            TestContext.Current.CancellationToken
        );
        var logger = new RecordingLogger();
        using var loop = new BrokerLoop(
            journal,
            state,
            new MemoryBudget(1),
            [],
            InFlightOpening.None,
            new IsolationRules(1, TimeSpan.MaxValue),
            OwnThreads.Instance,
            TimeProvider.System,
            logger
        );
        client.Attach(loop);
        loop.Start();
        var command = new ThrowingCommand();
        loop.Post(command);
        var query = new QueryCommand<int>(_ => 1);
        loop.Post(query);
        Assert.Equal(1, await query.Answer.Guarded());
        Assert.IsType<InvalidOperationException>(command.Failure);
        Assert.Single(logger.Entries, entry => entry.Id == 3003);
        await loop.StopAsync().Guarded();
    }

    private sealed class ThrowingCommand : IBrokerCommand
    {
        public Exception? Failure { get; private set; }

        public void Run(BrokerLoop loop) => throw new InvalidOperationException("poison");

        public void Fail(Exception exception) => Failure = exception;
    }

    private sealed class HostileException : Exception
    {
        public override string Message => throw new ObjectDisposedException("context");

        public override string? StackTrace => throw new InvalidOperationException();
    }

    private sealed class AskedException : Exception
    {
        public List<int> Askers { get; } = [];

        public override string Message
        {
            get
            {
                Askers.Add(Environment.CurrentManagedThreadId);
                return "asked";
            }
        }
    }
}
