namespace Waybill.Architecture.Tests;

public sealed class FileSizeTests
{
    private const int MaxLines = 600;

    [Fact]
    public void No_hand_written_file_is_over_600_lines()
    {
        var files = SourceTree.HandWrittenFiles().ToList();
        Assert.NotEmpty(files);

        Assert.Empty(
            from file in files
            let lines = File.ReadLines(Path.Combine(SourceTree.Root, file)).Count()
            where lines > MaxLines
            select $"{file} has {lines} lines: split it where it has a second reason to change"
        );
    }
}
