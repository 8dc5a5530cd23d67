namespace Waybill.Fuzz.Tests;

/// <summary>Damaged JSON.</summary>
public sealed class JsonReaderMutantTests(ITestOutputHelper output) : MutantTests(MessageFormat.Json, seed: 20_261_129, output)
{
    [Fact]
    public Task Every_mutant_is_a_message_or_refused() => PassesAsync("Json/JsonMessageReader.cs", mutants: 1_000_000);

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
    public Task A_dropped_check_is_found(string file, string original, string changed) =>
        IsFoundAsync(file, original, changed, mutants: 100_000);
}
