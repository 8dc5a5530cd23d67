using System.Text;
using System.Text.Json;
using Waybill.Benchmarks.Harness;
using Waybill.Benchmarks.Serialization;

namespace Waybill.Benchmarks.Tests;

public sealed class SerializationTests
{
    private static readonly string[] s_shapes = ["small", "order", "strings", "numbers", "nested"];
    private static readonly string[] s_subjects = ["Waybill", "MemoryPack", "Google.Protobuf", "System.Text.Json"];

    [Fact]
    public async Task Every_shape_has_two_times_and_a_size_of_each_subject()
    {
        var samples = await RunAsync(new RunOptions(Rounds: 1, WarmUps: 0, Seconds: 0.001));

        var cases =
            from shape in s_shapes
            from figure in (string[])["serialize ns", "size bytes", "deserialize ns"]
            from subject in s_subjects
            select $"{shape}-{figure} {subject}";
        var json =
            from shape in s_shapes
            from figure in (string[])["serialize ns", "size bytes", "deserialize ns"]
            from subject in (string[])["Waybill", "System.Text.Json"]
            select $"{shape}-json-{figure} {subject}";
        Assert.Equal(cases.Concat(json).Order(), samples.Select(static sample => $"{sample.Case} {sample.Unit} {sample.Subject}").Order());
        Assert.All(samples, static sample => Assert.Equal("serialization", sample.Benchmark));
        Assert.All(samples, static sample => Assert.True(sample.Median > 0, sample.ToString()));
    }

    [Fact]
    public async Task One_case_of_one_subject_runs_alone()
    {
        var samples = await RunAsync(
            new RunOptions(Rounds: 1, WarmUps: 0, Seconds: 0.001, Case: "order-serialize", Subjects: ["google.protobuf"])
        );

        Assert.Equal(
            [("order-serialize", "ns", "Google.Protobuf"), ("order-size", "bytes", "Google.Protobuf")],
            samples.Select(static sample => (sample.Case, sample.Unit, sample.Subject))
        );
    }

    [Fact]
    public void Waybill_and_protoc_write_the_same_bytes()
    {
        Assert.Equal(Bytes(new GoogleSmall()), Bytes(new WaybillSmall()));
        Assert.Equal(Bytes(new GoogleOrder()), Bytes(new WaybillOrder()));
        Assert.Equal(Bytes(new GoogleStrings()), Bytes(new WaybillStrings()));
        Assert.Equal(Bytes(new GoogleNumbers()), Bytes(new WaybillNumbers()));
        Assert.Equal(Bytes(new GoogleNested()), Bytes(new WaybillNested()));
    }

    [Fact]
    public void Waybill_and_System_Text_Json_write_the_same_JSON()
    {
        Assert.Equal(Bytes(new JsonSmall()), Bytes(new WaybillJsonSmall()));
        Assert.Equal(Bytes(new JsonOrder()), Bytes(new WaybillJsonOrder()));
        Assert.Equal(Bytes(new JsonStrings()), Bytes(new WaybillJsonStrings()));
        Assert.Equal(Bytes(new JsonNumbers()), Bytes(new WaybillJsonNumbers()));
        Assert.Equal(Bytes(new JsonNested()), Bytes(new WaybillJsonNested()));
    }

    [Fact]
    public void What_reads_back_as_something_else_is_not_measured()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => SerializationBenchmark.Proven(new Forgetful()));
        Assert.Contains(nameof(Forgetful), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_texts_are_as_long_as_is_said_and_half_of_them_not_ascii()
    {
        var texts = typeof(StringsPayload)
            .GetProperties()
            .Select(static property => property.GetValue(StringsPayload.Example))
            .OfType<string>()
            .ToList();

        Assert.Equal(10, texts.Count);
        Assert.All(texts, static text => Assert.InRange(text.Length, 5, 60));
        Assert.Equal(5, texts.Count(static text => !Ascii.IsValid(text)));
    }

    [Fact]
    public void Forty_objects_lie_below_the_first_four_levels_deep()
    {
        var regions = FleetPayload.Example.Regions;
        var sites = regions.SelectMany(static region => region.Sites).ToList();
        Assert.Equal(40, regions.Length + sites.Count + sites.Sum(static site => site.Devices.Length));
    }

    [Fact]
    public void A_thousand_of_each_number()
    {
        Assert.Equal(1_000, NumbersPayload.Example.Doubles.Length);
        Assert.Equal(1_000, NumbersPayload.Example.Ints.Length);
    }

    [Fact]
    public void Payloads_differ_by_any_element()
    {
        var order = OrderPayload.Example;
        Assert.NotEqual(order, order with { Lines = [.. order.Lines[..2], order.Lines[2] with { Quantity = 4 }] });
        Assert.NotEqual(order, order with { CreatedAt = order.CreatedAt.ToUniversalTime() });
        var numbers = NumbersPayload.Example;
        Assert.NotEqual(numbers, numbers with { Ints = [.. numbers.Ints[..^1], 1] });
        var fleet = FleetPayload.Example;
        var site = fleet.Regions[3].Sites[2];
        var otherSite = site with { Devices = [site.Devices[0], site.Devices[1] with { Load = 0.5 }] };
        var region = fleet.Regions[3] with { Sites = [.. fleet.Regions[3].Sites[..2], otherSite] };
        Assert.NotEqual(fleet, fleet with { Regions = [.. fleet.Regions[..3], region] });
    }

    private static byte[] Bytes<TOperations>(TOperations operations)
        where TOperations : struct, IOperations => SerializationBenchmark.Proven(operations);

    /// <summary>Runs the verb and reads the file that it wrote.</summary>
    private static async Task<IReadOnlyList<Sample>> RunAsync(RunOptions options)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("waybill-bench-tests-").FullName, "figures.json");
        try
        {
            Assert.Equal(0, await SerializationBenchmark.RunAsync(options with { Json = file }, CancellationToken.None));
            using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(file));
            Assert.All(
                json.RootElement.EnumerateArray(),
                static entry =>
                    Assert.Equal(
                        ["benchmark", "case", "subject", "median", "unit", "allocated"],
                        entry.EnumerateObject().Select(static property => property.Name)
                    )
            );
            return await Sample.ReadAsync(file, CancellationToken.None);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    private readonly struct Forgetful : IOperations
    {
        public object Value => 1;

        public void Serialize(ReusedBuffer buffer) => buffer.Advance(1);

        public object Deserialize(ReadOnlySpan<byte> encoded) => 2;
    }
}
