using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport;

/// <summary>Headers are their publisher's, who may publish as they are read: neither message gets anything of the other one.</summary>
public sealed class ReentrantHeadersTests
{
    private const string Nested = "a nested message that is rather long, longer than the head of the outer one";

    private readonly SimulatedDevice _device = new();

    [Theory]
    [InlineData(Durability.Flushed)]
    [InlineData(Durability.Memory)]
    public async Task A_publish_whose_headers_publish_is_stored_as_it_is(Durability durability)
    {
        await using (var broker = await TestBroker.OpenAsync(_device))
        {
            var nested = Task.CompletedTask;
            var message = With(broker.Message("outer", durability: durability), () => nested = broker.PublishAsync(Nested));
            // So that this thread has something to encode into that it has used before.
            var first = broker.PublishAsync("first");
            await broker.Transport.PublishAsync(message, TestContext.Current.CancellationToken).Guarded();
            await Task.WhenAll(first, nested).Guarded();

            var texts = (await broker.TextsAsync()).Order(StringComparer.Ordinal);
            Assert.Equal([Nested, "first", "outer"], texts);
        }

        await using var again = await TestBroker.OpenAsync(_device);
        await AssertStoredAsync(again, durability == Durability.Memory ? ["first", Nested] : ["first", Nested, "outer"]);
    }

    [Fact]
    public async Task A_batch_whose_headers_add_to_it_holds_both()
    {
        await using var broker = await TestBroker.OpenAsync(_device);
        var batch = broker.Transport.CreateBatch();
        batch.Add(
            With(
                broker.Message("outer"),
                () =>
                {
                    // More than the batch has room for, so that its bytes move.
                    for (var i = 0; i < 100; i++)
                    {
                        batch.Add(broker.Message(Nested));
                    }
                }
            )
        );
        await broker.Transport.PublishAsync(batch, TestContext.Current.CancellationToken).Guarded();

        await AssertStoredAsync(broker, [.. Enumerable.Repeat(Nested, 100), "outer"]);
    }

    /// <summary>One that is larger than a record could be answered to nobody: as an outcome's it would keep its message until the restart.</summary>
    [Fact]
    public async Task A_batch_that_its_headers_fill_has_no_room_for_their_message()
    {
        await using var broker = await TestBroker.OpenAsync(_device);
        await broker.PublishAsync("handled");
        var (receiver, sink) = broker.Subscribe("a");
        var delivery = await sink.NextAsync();
        var batch = broker.Transport.CreateBatch();
        var filler = new string('x', 1_000);
        var added = 0;
        void Fill()
        {
            while (TryAdd())
            {
                added++;
            }
        }

        bool TryAdd() => Record.Exception(() => batch.Add(broker.Message(filler, TestBroker.Both))) is null;

        Assert.Throws<ArgumentException>(() => batch.Add(With(broker.Message(new string('y', 20_000), TestBroker.Both), Fill)));

        await receiver.SettledAsync(sink, delivery.Complete(batch));

        Assert.Equal(added, (await broker.StatusAsync("b")).Ready);
    }

    [Fact]
    public async Task A_batch_whose_headers_end_it_takes_nothing_more()
    {
        await using var broker = await TestBroker.OpenAsync(_device);
        var published = broker.Transport.CreateBatch();
        published.Add(broker.Message("before"));
        Assert.Throws<InvalidOperationException>(() =>
            published.Add(
                With(broker.Message("outer"), () => _ = broker.Transport.PublishAsync(published, TestContext.Current.CancellationToken))
            )
        );
        var disposed = broker.Transport.CreateBatch();
        Assert.Throws<InvalidOperationException>(() => disposed.Add(With(broker.Message("outer"), disposed.Dispose)));
        await broker.PublishAsync("after");

        await AssertStoredAsync(broker, ["before", "after"]);
    }

    private static OutgoingMessage With(OutgoingMessage message, Action read) => message with { Headers = new WatchedHeaders(read) };

    private static async Task AssertStoredAsync(TestBroker broker, IEnumerable<string> texts)
    {
        var stored = await broker.Transport.BrowseAsync("a", 1_000, TestContext.Current.CancellationToken);
        Assert.Equal(texts, stored.Select(static message => System.Text.Encoding.UTF8.GetString(message.Body.Span)));
        Assert.All(
            stored,
            static message =>
                Assert.Equal(message.Body.Length == "outer".Length && message.Body.Span[0] == 'o' ? 1 : 0, message.Headers.Count)
        );
    }
}
