using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;
using Waybill.Transports;
using static Waybill.Broker.Tests.Transport.Support.Taking;

namespace Waybill.Broker.Tests.Transport;

/// <summary>What is refused before anything of it is stored: the record of it could never be read again, and with it the folder.</summary>
public sealed class AdmissionTests : TempDataDirectory
{
    private static readonly string s_long = new('x', 5_000);

    public enum Way
    {
        Journal,
        Memory,
        JournalBatch,
        MemoryBatch,
        Handover,
    }

    public static TheoryData<Way> Ways => [.. Enum.GetValues<Way>()];

    // What is handed over is a copy, which is whole however long it is.
    public static TheoryData<Way, string> Changes =>
        [
            .. from way in Enum.GetValues<Way>()
            from change in (string[])["fewer", "more", "none", "longer"]
            where (way, change) != (Way.Handover, "longer")
            select (way, change),
        ];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Headers_that_change_while_they_are_published(Way way, string change)
    {
        var headers = change switch
        {
            "fewer" => new ChangingHeaders(2, ["a", "b"], ["a"]),
            "more" => new ChangingHeaders(1, ["a"], ["a", "b"]),
            "longer" => new ChangingHeaders(2, ["a", "b"], ["a", s_long]),
            _ => new ChangingHeaders(2, ["a", "b"], []),
        };

        var thrown = await RefusedAsync<InvalidOperationException>(way, message => message with { Headers = headers });

        Assert.Contains("headers", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_routing_key_of_256_bytes(Way way)
    {
        var key = new byte[256];
        "order."u8.CopyTo(key);
        key.AsSpan(6).Fill((byte)'x');

        var thrown = await RefusedAsync<ArgumentException>(way, message => message with { RoutingKey = key });

        Assert.Contains("256", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("255", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_durability_that_is_none(Way way)
    {
        var thrown = await RefusedAsync<ArgumentException>(way, message => message with { Durability = (Durability)7 });

        Assert.Contains("durability 7", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_routing_key_of_255_bytes_is_none_of_them()
    {
        var key = "order.".PadRight(255, 'x');
        await using (var broker = await TestBroker.OpenAsync(Folder))
        {
            await broker.PublishAsync("m", key);
        }

        await using var again = await TestBroker.OpenAsync(Folder);
        Assert.Equal(key, Assert.Single(await again.BrowseAsync()).RoutingKey);
    }

    private delegate OutgoingMessage Change(OutgoingMessage message);

    /// <summary>Publishes something that is refused and something that is not, and opens the folder again.</summary>
    private async Task<T> RefusedAsync<T>(Way way, Change change)
        where T : Exception
    {
        T thrown;
        await using (var broker = await TestBroker.OpenAsync(Folder))
        {
            TakingSink? consumer = null;
            if (way == Way.Handover)
            {
                consumer = Subscribe(broker).Sink;
            }
            else
            {
                // From here on nothing goes past the broker's thread.
                await broker.PublishAsync("before");
            }

            var durability = way is Way.Journal or Way.JournalBatch ? Durability.Flushed : Durability.Memory;
            thrown = Assert.Throws<T>(() =>
            {
                var message = change(broker.Message("refused", durability: durability));
                if (way is Way.JournalBatch or Way.MemoryBatch)
                {
                    using var batch = broker.Transport.CreateBatch();
                    batch.Add(broker.Message("of the same batch", durability: durability));
                    batch.Add(message);
                }
                else
                {
                    _ = broker.Transport.PublishAsync(message, CancellationToken.None);
                }
            });
            await broker.PublishAsync("after");
            if (consumer is not null)
            {
                Assert.Equal("after", (await consumer.NextAsync()).Text);
                Assert.True(consumer.Receiver!.Handover!.IsEmpty);
            }
            else
            {
                Assert.Equal(["before", "after"], await broker.TextsAsync());
            }
        }

        await using var again = await TestBroker.OpenAsync(Folder);
        Assert.Equal("after", (await again.TextsAsync())[^1]);
        return thrown;
    }
}
