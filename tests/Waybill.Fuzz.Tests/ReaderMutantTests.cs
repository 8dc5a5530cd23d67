namespace Waybill.Fuzz.Tests;

/// <summary>That the fuzz proves something: a reader that has lost one of its checks does not pass it.</summary>
public sealed class ReaderMutantTests(ITestOutputHelper output)
{
    private const int Seed = 20_260_102;
    private const int Mutants = 200_000;

    [Fact]
    public async Task The_reader_as_it_is_passes()
    {
        var run = await MutatedReader.FuzzAsync(
            MessageFormat.Protobuf,
            "Wire/ProtoReader.cs",
            "namespace Waybill;",
            "namespace Waybill ;",
            Mutants,
            Seed
        );

        output.WriteLine(run.Output);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"mutate: {Mutants} runs, 0 violations", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Wire/ProtoReader.cs", "length <= (uint)(_end - _position)", "length <= int.MaxValue")]
    [InlineData("Wire/ProtoReader.cs", "length <= (uint)(_end - _position)", "length <= (uint)(_end - _position) + 1")]
    [InlineData("Wire/ProtoReader.cs", "if (length > _end - _position)", "if (length < 0)")]
    [InlineData("Wire/ProtoReader.cs", "if (length > _end - _position)", "if (length > _end - _position + 1)")]
    [InlineData("Wire/ProtoReader.cs", "if (position < _end && At(position) == tag)", "if (At(position) == tag)")]
    [InlineData("Wire/ProtoReader.Varints.cs", "if (end - position >= sizeof(ulong))", "if (end >= position)")]
    [InlineData("Wire/ProtoReader.Varints.cs", "if (position == end)", "if (position < 0)")]
    [InlineData("Wire/ProtoReader.Messages.cs", "nested._depth <= MaxDepth", "nested._depth <= 1_000_000")]
    public async Task A_dropped_check_is_found(string file, string original, string changed)
    {
        var run = await MutatedReader.FuzzAsync(MessageFormat.Protobuf, file, original, changed, Mutants, Seed);

        output.WriteLine(run.Output + run.Errors);
        // It began, so that what ended it was the mistake.
        Assert.StartsWith($"seed {Seed}", run.Output, StringComparison.Ordinal);
        Assert.NotEqual(0, run.ExitCode);
    }
}
