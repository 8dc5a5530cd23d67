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

    // What a union or a converter means, and a type of somebody else's, only its own code knows.
    private static readonly ILookup<bool, IMessageShape> s_shapes = MessageShapes.All.ToLookup(shape => shape.IsPlain);

    public static TheoryData<string> Plain => [.. s_shapes[true].Select(shape => shape.Name)];

    public static TheoryData<string> Others => [.. s_shapes[false].Select(shape => shape.Name)];

    [Fact]
    public void There_are_shapes_enough() => Assert.InRange(s_shapes[true].Count(), 30, 1_000);

    [Theory]
    [MemberData(nameof(Plain))]
    public void Google_reads_what_we_write_and_we_read_what_Google_writes(string name) =>
        Try(
            MessageShapes.Get(name),
            Values / s_shapes[true].Count() + 1,
            (message, theirs, read, again) =>
            {
                Assert.Null(s_comparison.Difference(message, theirs, name));

                // Google leaves out a negative zero: what it wrote is compared, not what we did.
                Assert.Null(s_comparison.Difference(read, again, name));
            }
        );

    [Theory]
    [MemberData(nameof(Others))]
    public void Google_loses_nothing_of_what_only_we_understand(string name) =>
        Try(
            MessageShapes.Get(name),
            iterations: 500,
            (message, _, read, _) =>
            {
                // But for the sign of a zero, which it leaves out.
                var difference = Deep.Difference(message, read);
                Assert.True(difference is null || difference.EndsWith(": -0 against 0", StringComparison.Ordinal), difference);
            }
        );

    /// <summary>Writes random messages, reads them with Google.Protobuf, writes them with it, and reads that with both. A failure names the seed that repeats it.</summary>
    private static void Try(
        IMessageShape shape,
        int iterations,
        Action<object, Google.Protobuf.IMessage, object, Google.Protobuf.IMessage> compare
    )
    {
        var descriptor = GoogleMessages.Get(s_names.Type(ExportedShapes.WireName(shape.Type)));
        Gen.Int.Sample(
            seed =>
            {
                var message = shape.Create(seed);
                var theirs = descriptor.Parser.ParseFrom(shape.Encode(message));
                var written = theirs.ToByteArray();
                compare(message, theirs, shape.Decode(written), descriptor.Parser.ParseFrom(written));
            },
            iter: iterations,
            threads: 1
        );
    }
}
