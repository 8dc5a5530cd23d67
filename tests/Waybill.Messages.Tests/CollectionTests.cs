using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Globalization;
using Google.Protobuf;
using Waybill.Messages.Tests.Shapes;
using Waybill.Messages.Tests.Support;
using Waybill.Tests;

namespace Waybill.Messages.Tests;

/// <summary>What sets, sorted and immutable collections and read-only views are on the wire, on bytes made by Google's writer or by hand.</summary>
public sealed class CollectionTests
{
    [Fact]
    public void Every_collection_of_a_field_has_the_same_bytes()
    {
        int[] ints = [1, -1, 300];

        Assert.Equal(Codec.Encode(new Whole(ints)), Codec.Encode(new AsSet([.. ints])));
        Assert.Equal(Codec.Encode(new Whole(ints)), Codec.Encode(new AsList([.. ints])));
        Assert.Equal(Codec.Encode(new Whole(ints)), Codec.Encode(new AsView(new Queue<int>(ints))));
        Assert.Equal(Packed(ints), Codec.Encode(new AsSet([.. ints])));
    }

    [Fact]
    public void What_comes_twice_is_once_in_a_set()
    {
        var packed = Packed(7, 8, 7, 7);
        byte[] single = [1 << 3, 7, 1 << 3, 7, 1 << 3, 9];

        Assert.Equal([7, 8], Codec.Decode<AsSet>(packed).Items);
        Assert.Equal([7, 8, 9], Codec.Decode<AsSet>([.. packed, .. single]).Items);
        Assert.Equal([7, 8, 9], Codec.Decode<AsImmutableSet>([.. packed, .. single]).Items.Order());
        Assert.Equal([7, 8, 7, 7, 7, 7, 9], Codec.Decode<AsList>([.. packed, .. single]).Items);
    }

    [Fact]
    public void Read_only_views_may_be_any_collection()
    {
        foreach (
            var items in new IReadOnlyCollection<int>[]
            {
                new Queue<int>([3, 2, 1]),
                new SortedSet<int>([3, 2, 1]),
                new[] { 3, 2, 1 }.ToFrozenSet(),
                ImmutableList.Create(3, 2, 1),
                new LinkedList<int>([3, 2, 1]),
            }
        )
        {
            Assert.Equal(items, Codec.RoundTrip(new AsView(items)).Items);
        }

        var entries = new Dictionary<string, int> { ["b"] = 2, ["a"] = 1 };
        foreach (
            var map in new IReadOnlyDictionary<string, int>[]
            {
                new ReadOnlyDictionary<string, int>(entries),
                new SortedList<string, int>(entries),
                new SortedDictionary<string, int>(entries),
                entries.ToFrozenDictionary(),
            }
        )
        {
            Assert.Equal(entries, Codec.RoundTrip(new AsMapView(map)).Items.ToDictionary());
        }
    }

    [Fact]
    public void The_last_of_a_maps_duplicate_keys_wins_in_every_map()
    {
        byte[] bytes = [.. Entry("k", 1), .. Entry("k", 2)];

        Assert.Equal(2, Assert.Single(Codec.Decode<AsMapView>(bytes).Items).Value);
        Assert.Equal(2, Assert.Single(Codec.Decode<AsSortedMap>(bytes).Items).Value);
        Assert.Equal(2, Assert.Single(Codec.Decode<AsImmutableMap>(bytes).Items).Value);
    }

    [Fact]
    public void A_sorted_map_has_its_keys_in_one_order_for_all_and_loses_none()
    {
        // To a culture, texts that differ by what does not show are one; and "a" comes before "B".
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-US");
        try
        {
            byte[] bytes = [.. Entry("a", 1), .. Entry("a\0", 2), .. Entry("B", 3)];

            Assert.Equal(["B", "a", "a\0"], Codec.Decode<AsSortedMap>(bytes).Items.Keys);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Empty_is_nothing_and_reads_as_empty_or_null()
    {
        Assert.Empty(
            Codec.Encode(new MoreCollections([], [], [], [], [], [], [], [], [], Map<string, int>(), Map<int, Address>(), Names, ByName))
        );
        Assert.Empty(Codec.Encode(new SortedMaps([], [], [])));
        var read = Codec.Decode<MoreCollections>([]);
        Assert.Empty(read.IntSet);
        Assert.Empty(read.Longs);
        Assert.Empty(read.Doubles);
        Assert.Empty(read.Words);
        Assert.Empty(read.Counts);
        Assert.Empty(read.Names);
        Assert.Empty(Codec.Decode<SortedMaps>([]).Counts);

        Assert.Empty(
            Codec.Encode(
                new MoreOptionalCollections
                {
                    Ids = [],
                    Flags = [],
                    Texts = [],
                    Ints = [],
                    Prices = Map<string, Money>(),
                    Words = ImmutableDictionary<bool, string>.Empty,
                    Sorted = [],
                }
            )
        );
        Assert.Equal(new MoreOptionalCollections(), Codec.Decode<MoreOptionalCollections>([]));
    }

    [Fact]
    public void Null_in_a_collection_is_refused_before_anything_is_written()
    {
        Assert.Throws<ArgumentNullException>(() => Codec.Encode(new MoreOptionalCollections { Texts = [null!] }));
        Assert.Throws<ArgumentNullException>(() => Codec.Encode(new MoreOptionalCollections { Sorted = new() { [1] = null! } }));
    }

    /// <summary>The enumerator of a sorted map keeps a stack; no way round it is public.</summary>
    [Fact]
    public void Writing_a_sorted_map_allocates_its_enumerators_alone()
    {
        var shape = MessageShapes.Get(nameof(SortedMaps));

        Assert.InRange(Allocation.Least(shape.Writing(shape.Create(1))), 1, 3 * 2 * 512);
    }

    [Fact]
    public void An_error_names_the_element_of_a_set()
    {
        byte[] bytes = [.. Codec.Encode(new AsTextSet(["a", "b"])), 1 << 3 | 2, 1, 0xFF];

        Assert.Equal("AsTextSet.Items[2]", Assert.Throws<MessageFormatException>(() => Codec.Decode<AsTextSet>(bytes)).FieldPath);
    }

    private static ImmutableDictionary<int, string> Names => ImmutableDictionary<int, string>.Empty;

    private static ImmutableDictionary<string, OrderLine> ByName => ImmutableDictionary<string, OrderLine>.Empty;

    private static Dictionary<TKey, TValue> Map<TKey, TValue>()
        where TKey : notnull => [];

    private static byte[] Packed(params int[] items) =>
        Bytes(output =>
        {
            output.WriteTag(1, WireFormat.WireType.LengthDelimited);
            output.WriteLength(items.Sum(CodedOutputStream.ComputeInt32Size));
            foreach (var item in items)
            {
                output.WriteInt32(item);
            }
        });

    private static byte[] Entry(string key, int value) =>
        Bytes(output =>
        {
            output.WriteTag(1, WireFormat.WireType.LengthDelimited);
            output.WriteLength(2 + CodedOutputStream.ComputeStringSize(key) + CodedOutputStream.ComputeInt32Size(value));
            output.WriteTag(1, WireFormat.WireType.LengthDelimited);
            output.WriteString(key);
            output.WriteTag(2, WireFormat.WireType.Varint);
            output.WriteInt32(value);
        });

    private static byte[] Bytes(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using var output = new CodedOutputStream(stream);
        write(output);
        output.Flush();
        return stream.ToArray();
    }
}
