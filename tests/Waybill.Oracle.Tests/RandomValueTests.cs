using CsCheck;
using Google.Protobuf;
using Waybill.Cli.Export;
using Waybill.Messages.Tests.Support;

namespace Waybill.Oracle.Tests;

/// <summary>Random messages of every shape, written by us and read by Google.Protobuf, and the other way round.</summary>
public sealed class RandomValueTests
{
    // Over all shapes a hundred thousand and some.
    private const int Values = 100_000;

    private static readonly GoogleComparison s_comparison = new(ExportedShapes.Members);
    private static readonly ProtoNames s_names = new(ExportedShapes.Schema);

    // Unions, converters and types of others have tests of their own, with bytes by hand.
    private static readonly IReadOnlyList<IMessageShape> s_plain = [.. MessageShapes.All.Where(shape => shape.IsPlain)];

    public static TheoryData<string> Shapes => [.. s_plain.Select(shape => shape.Name)];

    [Fact]
    public void There_are_shapes_enough() => Assert.InRange(s_plain.Count, 30, 1_000);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Google_reads_what_we_write_and_we_read_what_Google_writes(string name)
    {
        var shape = MessageShapes.Get(name);
        var iterations = Values / s_plain.Count + 1;

        // A failure names the seed that repeats it.
        Gen.Int.Sample(
            seed =>
            {
                var message = shape.Create(seed);
                var descriptor = GoogleMessages.Get(s_names.Type(ExportedShapes.WireName(message.GetType())));

                var theirs = descriptor.Parser.ParseFrom(shape.Encode(message));

                Assert.Null(s_comparison.Difference(message, theirs, name));

                // Google leaves out a negative zero: what it wrote is compared, not what we did.
                var written = theirs.ToByteArray();
                Assert.Null(s_comparison.Difference(shape.Decode(written), descriptor.Parser.ParseFrom(written), name));
            },
            iter: iterations,
            threads: 1
        );
    }
}
