using CsCheck;
using Waybill.Messages.Tests.Support;

namespace Waybill.Messages.Tests;

public sealed class RoundTripTests
{
    public static TheoryData<string> Shapes => ShapeNames.All;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void What_is_written_is_read_again_bit_by_bit(string name)
    {
        var shape = MessageShapes.Get(name);

        // CsCheck prints its own seed on failure; ours is the value that it prints with it.
        Gen.Int.Sample(
            seed =>
            {
                var message = shape.Create(seed);
                Assert.Null(Deep.Difference(message, shape.Decode(shape.Encode(message))));
            },
            iter: 1_000,
            threads: 1
        );
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void What_is_read_is_written_as_the_same_bytes(string name)
    {
        var shape = MessageShapes.Get(name);

        Gen.Int.Sample(
            seed =>
            {
                var bytes = shape.Encode(shape.Create(seed));
                Assert.Equal(bytes, shape.Encode(shape.Decode(bytes)));
            },
            iter: 200,
            threads: 1
        );
    }

    [Fact]
    public void The_comparison_finds_differences()
    {
        var shape = MessageShapes.Get("Collections");

        Assert.NotNull(Deep.Difference(shape.Create(1), shape.Create(2)));
    }
}
