namespace Waybill.Fuzz.Tests;

/// <summary>Damaged JSON for the reader as it is, and for readers that have lost one of their checks: the fuzz passes the first and finds the others.</summary>
public sealed class JsonReaderMutantTests(ITestOutputHelper output)
{
    private const int Seed = 20_261_129;
    private const int Mutants = 1_000_000;
    private const int MutantsForMistakes = 100_000;

    [Fact]
    public async Task Every_mutant_is_a_message_or_refused()
    {
        var run = await MutatedReader.FuzzAsync(
            MessageFormat.Json,
            "Json/JsonMessageReader.cs",
            "namespace Waybill;",
            "namespace Waybill ;",
            Mutants,
            Seed
        );

        output.WriteLine(run.Output + run.Errors);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"mutate: {Mutants} runs, 0 violations", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Json/JsonMessageReader.cs", "if (_position != _source.Length)", "if (_position > _source.Length)")]
    [InlineData("Json/JsonMessageReader.cs", "if (++_depth > JsonMessageWriter.MaxDepth)", "if (++_depth > 1_000_000)")]
    [InlineData(
        "Json/JsonMessageReader.cs",
        "if (Next() != bracket)\n        {\n            return false;",
        "if (Next() is not ((byte)'}' or (byte)']'))\n        {\n            return false;"
    )]
    [InlineData("Json/JsonMessageReader.Numbers.cs", "if (count == 0 || (count > 1 && _source[first] == (byte)'0'))", "if (count == 0)")]
    [InlineData("Json/JsonMessageReader.Numbers.cs", "for (; at < _source.Length && (uint)", "for (; (uint)")]
    [InlineData("Json/JsonMessageReader.Text.cs", "Enumerable.Range(0, 0x20)", "Enumerable.Range(0, 0x08)")]
    [InlineData("Json/JsonMessageReader.Text.cs", "case 'u' when escape.Length >= 6 && IsHex(", "case 'u' when IsHex(")]
    [InlineData("Json/JsonItems.cs", "const int First = 16;", "const int First = 100_000;")]
    public async Task A_dropped_check_is_found(string file, string original, string changed)
    {
        var run = await MutatedReader.FuzzAsync(MessageFormat.Json, file, original, changed, MutantsForMistakes, Seed);

        output.WriteLine(run.Output + run.Errors);
        // It began, so that what ended it was the mistake.
        Assert.StartsWith($"seed {Seed}", run.Output, StringComparison.Ordinal);
        Assert.NotEqual(0, run.ExitCode);
    }
}
