using System.Text;
using Waybill.Broker.Records;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Records;

public sealed class DeathCodecTests
{
    [Fact]
    public void The_newest_death_keeps_what_fits_and_the_older_ones_lose_their_stack()
    {
        var deaths = DeathCodec.Decode(DeathCodec.Encode([Death("first", 10_000), Death("second", 10_000)]));

        Assert.Equal(["first", "second"], deaths.Select(death => death.Queue));
        Assert.All(deaths, death => Assert.Equal((256, 512), (death.ExceptionType!.Length, death.Message!.Length)));
        Assert.Null(deaths[0].StackTrace);
        Assert.Equal(1536, deaths[1].StackTrace!.Length);
    }

    [Fact]
    public void The_oldest_deaths_go_until_the_history_fits()
    {
        var encoded = DeathCodec.Encode([.. Enumerable.Range(0, 100).Select(index => Death($"queue{index}", 10_000))]);

        Assert.InRange(encoded.Length, DeathCodec.MaxBytes / 2, DeathCodec.MaxBytes);
        var queues = DeathCodec.Decode(encoded).Select(death => death.Queue).ToList();
        Assert.Equal(Enumerable.Range(100 - queues.Count, queues.Count).Select(index => $"queue{index}"), queues);
    }

    [Fact]
    public void A_character_is_never_cut_in_two()
    {
        var death = Assert.Single(DeathCodec.Decode(DeathCodec.Encode([Death("q", 10_000, "a\u20AC")])));

        Assert.DoesNotContain('\uFFFD', death.Message!);
        Assert.InRange(Encoding.UTF8.GetByteCount(death.Message!), 509, 512);
    }

    [Fact]
    public void Deaths_of_one_queue_and_reason_are_one_entry_that_counts()
    {
        var history = DeathCodec.Add(DeathCodec.Add([Death("a", 1), Death("b", 1)], Death("a", 1)), Death("b", 1));

        Assert.Equal([("a", 2), ("b", 2)], history.Select(death => (death.Queue, death.Count)));
    }

    private static Death Death(string queue, int length, string text = "x") =>
        new(
            queue,
            DeathReason.Rejected,
            1,
            DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch,
            Repeated(text, length),
            Repeated(text, length),
            Repeated(text, length)
        );

    private static string Repeated(string text, int length) => string.Concat(Enumerable.Repeat(text, length));
}
