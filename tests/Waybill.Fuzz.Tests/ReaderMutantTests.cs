namespace Waybill.Fuzz.Tests;

/// <summary>That the fuzz proves something: a reader that has lost one of its checks does not pass it.</summary>
public sealed class ReaderMutantTests(ITestOutputHelper output)
{
    private const int Seed = 20_260_102;
    private const int Mutants = 200_000;

    [Fact]
    public void The_reader_as_it_is_passes() =>
        Assert.Null(MutatedReader.FirstViolation("Wire/ProtoReader.cs", "namespace Waybill;", "namespace Waybill ;", Mutants / 10, Seed));

    [Theory]
    [InlineData("Wire/ProtoReader.cs", "if (length > (uint)(_end - _position))", "if (length > int.MaxValue)")]
    [InlineData("Wire/ProtoReader.cs", "if (length > _end - _position)", "if (length < 0)")]
    [InlineData("Wire/ProtoReader.cs", "if (++_depth > MaxDepth)", "if (++_depth > 1_000_000)")]
    public void A_dropped_check_is_found(string file, string original, string changed)
    {
        var violation = MutatedReader.FirstViolation(file, original, changed, Mutants, Seed);
        output.WriteLine(violation ?? "nothing found");
        Assert.NotNull(violation);
    }
}
