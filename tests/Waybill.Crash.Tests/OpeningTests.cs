using Waybill.Crash.Journals;
using Waybill.Storage;

namespace Waybill.Crash.Tests;

/// <summary>What judges an opened journal: each rule, broken on purpose, is noticed.</summary>
public sealed class OpeningTests
{
    private const string File = "0000000000000000.segment";

    private static readonly WrittenRecord[] s_written = [new(4160, 7, [1, 1]), new(4192, 7, [2, 2]), new(4672, 7, [3, 3])];

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void What_was_written_is_right(int count) => Assert.Null(Opening.Judge([.. s_written.Take(count)], s_written, 2, 3));

    [Fact]
    public void A_missing_record_is_found() => Assert.Equal("2 records have to be there, 1 are", Judge([s_written[0]]));

    [Fact]
    public void A_record_too_many_is_found() => Assert.Equal("3 records can be there, 4 are", Judge([.. s_written, s_written[0]]));

    [Fact]
    public void A_wrong_payload_is_found() =>
        Assert.Equal("record 1 is another one than was written", Judge([s_written[0], s_written[1] with { Payload = [2, 3] }]));

    [Fact]
    public void A_broken_order_is_found() => Assert.Equal("record 0 is another one than was written", Judge([s_written[1], s_written[0]]));

    [Fact]
    public void An_exact_report_is_right()
    {
        Assert.Null(Report(File, 4192, 4192, 4608, s_written[..1]));
        Assert.Null(Report(File, 4192, 4192, 4608, []));
    }

    [Theory]
    [InlineData("0000000000010000.segment", 4192, 4192, 4608, "reported in")]
    [InlineData(File, 4160, 4160, 4608, "begins at 4192")]
    [InlineData(File, 4192, 4224, 4608, "2 records were called readable, 1 were handed out")]
    [InlineData(File, 4192, 4193, 4193, "what is damaged was called readable", 2)]
    [InlineData(File, 4192, 4192, 4192, "before the damage")]
    [InlineData(File, 4192, 4192, null, "was not said")]
    [InlineData(File, 4192, 4192, 9216, "LSN 4608 can be read")]
    public void An_inexact_report_is_found(string file, long offset, long until, int? again, string violation, int handedOut = 1) =>
        Assert.Contains(violation, Report(file, offset, until, again, s_written[..handedOut]));

    private static string? Judge(WrittenRecord[] recovered) => Opening.Judge(recovered, s_written, 2, 3);

    private static string? Report(string file, long offset, long until, long? again, WrittenRecord[] recovered) =>
        Opening.JudgeReport(
            new StorageCorruptedException(file, offset, "it is", until, again),
            recovered,
            s_written,
            File,
            offset: 4192,
            next: 4608
        );
}
