namespace Waybill.Fuzz.Tests;

/// <summary>That the fuzz proves something: a reader that has lost one of its checks does not pass it.</summary>
public sealed class ReaderMutantTests(ITestOutputHelper output)
{
    private const int Seed = 20_260_102;
    private const int Mutants = 200_000;

    [Fact]
    public void The_reader_as_it_is_passes() =>
        Assert.Null(MutatedReader.FirstViolation("Wire/ProtoReader.cs", "namespace Waybill;", "namespace Waybill ;", Mutants / 10, Seed));

    // By one byte, not by all: what reads far beyond its bytes ends the process, and no test tells of it.
    [Theory]
    [InlineData("Wire/ProtoReader.cs", "length <= (uint)(_end - _position)", "length <= (uint)(_end - _position) + 1")]
    [InlineData("Wire/ProtoReader.cs", "if (length > _end - _position)", "if (length > _end - _position + 1)")]
    [InlineData("Wire/ProtoReader.cs", "if (position < _end && At(position) == tag)", "if (position <= _end && At(position) == tag)")]
    [InlineData("Wire/ProtoReader.Varints.cs", "if (position == end)", "if (position == end + 1)")]
    [InlineData("Wire/ProtoReader.Messages.cs", "nested._depth <= MaxDepth", "nested._depth <= 1_000_000")]
    public void A_dropped_check_is_found(string file, string original, string changed)
    {
        var violation = MutatedReader.FirstViolation(file, original, changed, Mutants, Seed);
        output.WriteLine(violation ?? "nothing found");
        Assert.NotNull(violation);
    }
}
