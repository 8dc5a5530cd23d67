using Waybill.Generated;
using Waybill.Messages.Tests.Shapes;

namespace Waybill.Messages.Tests;

/// <summary>Keys chosen to share a bucket of a hash table are refused before they cost much; other keys, as many as one likes, are not.</summary>
public sealed class CrowdedKeysTests
{
    private const int Many = 50_000;
    private const int MaxBucket = ProtoReader.MaxBucket;

    private static IEnumerable<long> SameHash(int count) => Enumerable.Range(0, count).Select(i => ((long)i << 32) | (uint)i);

    // What shares a bucket in a table of a known size, and nowhere else.
    private static int[] SameBucket(int count)
    {
        var buckets = new HashSet<int>(count).Capacity;
        return [.. Enumerable.Range(0, count).Select(i => unchecked(i * buckets))];
    }

    [Fact]
    public void A_map_with_many_keys_of_one_hash_code_is_refused_where_it_becomes_too_full()
    {
        Assert.Single(SameHash(Many).Select(key => key.GetHashCode()).Distinct());
        var bytes = Encode(SameHash(Many));
        var length = Encode(SameHash(MaxBucket)).Length;

        var exception = Assert.Throws<MessageFormatException>(() => Codec.Decode<LongMap>(bytes));

        Assert.Equal("LongMap.Items", exception.FieldPath);
        Assert.InRange(exception.ByteOffset, length, length + 16);
    }

    [Fact]
    public void A_map_with_as_many_keys_of_one_hash_code_as_are_allowed_is_read_and_with_one_more_is_not()
    {
        Assert.Equal(MaxBucket, Codec.Decode<LongMap>(Encode(SameHash(MaxBucket))).Items.Count);
        Assert.Throws<MessageFormatException>(() => Codec.Decode<LongMap>(Encode(SameHash(MaxBucket + 1))));
    }

    [Fact]
    public void A_map_whose_keys_come_over_and_over_is_read()
    {
        var keys = Enumerable.Repeat(SameHash(MaxBucket), 5).SelectMany(key => key);

        Assert.Equal(MaxBucket, Codec.Decode<LongMap>(Encode(keys)).Items.Count);
    }

    [Fact]
    public void A_set_with_many_elements_in_one_bucket_is_refused()
    {
        var bytes = Codec.Encode(new Whole(SameBucket(Many)));

        var exception = Assert.Throws<MessageFormatException>(() => Codec.Decode<AsSet>(bytes));

        Assert.Equal("AsSet.Items", exception.FieldPath);
        Assert.Contains("share a bucket", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_immutable_set_with_many_elements_in_one_bucket_is_refused() =>
        Assert.Throws<MessageFormatException>(() => Codec.Decode<AsImmutableSet>(Codec.Encode(new Whole(SameBucket(Many)))));

    [Fact]
    public void A_set_whose_elements_come_over_and_over_is_read()
    {
        int[] items = [.. Enumerable.Repeat(SameBucket(MaxBucket), 5).SelectMany(item => item)];

        Assert.Equal(MaxBucket, Codec.Decode<AsSet>(Codec.Encode(new Whole(items))).Items.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(64)]
    [InlineData(1_000)]
    [InlineData(4_096)]
    public void Keys_at_an_even_distance_are_read(int distance)
    {
        int[] items = [.. Enumerable.Range(0, Many).Select(i => unchecked(i * distance))];

        Assert.Equal(items.Length, Codec.Decode<AsSet>(Codec.Encode(new Whole(items))).Items.Count);
        Assert.Equal(items.Length, Codec.Decode<AsImmutableSet>(Codec.Encode(new Whole(items))).Items.Count);
    }

    [Fact]
    public void Text_has_no_limit()
    {
        var items = Enumerable.Range(0, Many).Select(i => $"key {i}").ToHashSet();

        Assert.Equal(items, Codec.RoundTrip(new AsTextSet(items)).Items);
    }

    /// <summary>The map alone, as a producer that is not ours may write it.</summary>
    private static byte[] Encode(IEnumerable<long> keys)
    {
        var all = keys.ToList();
        var buffer = new byte[32 * all.Count];
        var writer = new ProtoWriter(buffer);
        foreach (var key in all)
        {
            writer.WriteMap<Int64Codec, long, BytesCodec, byte[]>((1 << 3) | 2, new Dictionary<long, byte[]> { [key] = [] });
        }

        return buffer[..writer.Position];
    }
}
