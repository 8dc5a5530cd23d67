namespace Waybill.Fuzz.Tests;

/// <summary>Damaged Protobuf.</summary>
public sealed class ReaderMutantTests(ITestOutputHelper output) : MutantTests(MessageFormat.Protobuf, seed: 20_260_102, output)
{
    [Fact]
    public Task The_reader_as_it_is_passes() => PassesAsync("Wire/ProtoReader.cs", mutants: 200_000);

    [Theory]
    [InlineData("Wire/ProtoReader.cs", "length <= (uint)(_end - _position)", "length <= int.MaxValue")]
    [InlineData("Wire/ProtoReader.cs", "length <= (uint)(_end - _position)", "length <= (uint)(_end - _position) + 1")]
    [InlineData("Wire/ProtoReader.cs", "if (length > _end - _position)", "if (length < 0)")]
    [InlineData("Wire/ProtoReader.cs", "if (length > _end - _position)", "if (length > _end - _position + 1)")]
    [InlineData("Wire/ProtoReader.cs", "if (position < _end && At(position) == tag)", "if (At(position) == tag)")]
    [InlineData("Wire/ProtoReader.Varints.cs", "if (end - position >= sizeof(ulong))", "if (end >= position)")]
    [InlineData("Wire/ProtoReader.Varints.cs", "if (position == end)", "if (position < 0)")]
    [InlineData("Wire/ProtoReader.Messages.cs", "nested._depth <= MaxDepth", "nested._depth <= 1_000_000")]
    public Task A_dropped_check_is_found(string file, string original, string changed) =>
        IsFoundAsync(file, original, changed, mutants: 200_000);
}
