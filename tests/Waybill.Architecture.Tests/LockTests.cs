using System.Text.RegularExpressions;

namespace Waybill.Architecture.Tests;

/// <summary>
/// The banned-symbol analyzer refuses Monitor, Lock and SemaphoreSlim by name; a lock statement names none of them, so it is looked for here.
/// </summary>
public sealed partial class LockTests
{
    [Fact]
    public void No_lock_statement_in_what_ships() =>
        Assert.Empty(
            from file in SourceTree.HandWrittenFiles()
            where file.StartsWith("src/")
            from line in File.ReadLines(Path.Combine(SourceTree.Root, file))
            where LockStatement().IsMatch(Code(line))
            select $"{file}: {line.Trim()}"
        );

    [Theory]
    [InlineData("        lock (_gate)")]
    [InlineData("lock(this)")]
    [InlineData("    [MethodImpl(MethodImplOptions.Synchronized)]")]
    [InlineData("else lock (_gate)")]
    [InlineData("Prepare(); lock (_gate) { }")]
    public void A_lock_statement_is_recognised(string line) => Assert.Matches(LockStatement(), Code(line));

    [Theory]
    [InlineData("var block = lockTaken(this);")]
    [InlineData("// no lock here (see the guide)")]
    [InlineData("    /// <summary>Without a lock (see the guide).</summary>")]
    [InlineData("Unlock (file);")]
    public void Other_words_are_not(string line) => Assert.DoesNotMatch(LockStatement(), Code(line));

    [Fact]
    public void The_build_bans_what_blocks_by_name()
    {
        var banned = File.ReadAllText(Path.Combine(SourceTree.Root, "src", "BannedSymbols.txt"));
        Assert.All(
            [
                "T:System.Threading.Monitor;",
                "T:System.Threading.Lock;",
                "T:System.Threading.SemaphoreSlim;",
                "T:System.Threading.ReaderWriterLockSlim;",
            ],
            (string symbol) => Assert.Contains(symbol, banned)
        );
    }

    private static string Code(string line) => line.Split("//")[0];

    [GeneratedRegex(@"(?<![\w.@])lock\s*\(|MethodImplOptions\.Synchronized")]
    private static partial Regex LockStatement();
}
