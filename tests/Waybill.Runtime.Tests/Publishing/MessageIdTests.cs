using System.Buffers.Binary;
using Waybill.Runtime.Publishing;
using Waybill.Runtime.Tests.Fakes;

namespace Waybill.Runtime.Tests.Publishing;

public sealed class MessageIdTests
{
    private static readonly DateTimeOffset s_time = new(2026, 3, 1, 12, 0, 0, 123, TimeSpan.Zero);

    [Theory]
    [InlineData(0UL)]
    [InlineData(ulong.MaxValue)]
    public void An_id_is_of_version_7_and_of_the_standard_variant(ulong bits)
    {
        var id = MessageIds.Create(s_time, new FixedRandom(bits));

        Assert.Equal(7, id.Version);
        Assert.InRange(id.Variant, 8, 11);
    }

    [Fact]
    public void An_id_begins_with_the_milliseconds()
    {
        var bytes = MessageIds.Create(s_time, new FixedRandom(0)).ToByteArray(bigEndian: true);

        Assert.Equal(s_time.ToUnixTimeMilliseconds(), BinaryPrimitives.ReadInt64BigEndian(bytes) >> 16);
    }

    [Fact]
    public void Ids_sort_by_time_within_a_millisecond()
    {
        var ids = Enumerable
            .Range(0, 10_000 / 25)
            .Select(step => MessageIds.Create(s_time.AddTicks(step * 25), new FixedRandom((ulong)step * 0x9E3779B97F4A7C15)))
            .Select(id => Convert.ToHexString(id.ToByteArray(bigEndian: true)))
            .ToList();

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
    }

    [Fact]
    public void Random_bits_are_not_repeated_over_blocks_and_threads()
    {
        var random = new BufferedRandomSource();
        var values = new System.Collections.Concurrent.ConcurrentBag<ulong>();
        Thread[] threads =
        [
            .. Enumerable
                .Range(0, 4)
                .Select(_ => new Thread(() => Enumerable.Range(0, 1_000).ToList().ForEach(_ => values.Add(random.Next())))),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => Assert.True(thread.Join(Hang.Guard)));

        Assert.Equal(4_000, values.Distinct().Count());
    }
}
