using Waybill.Schemas;

namespace Waybill.Shared.Tests.Schema;

public sealed class LockFileTests
{
    private const string Field = "field\tM\t1\tA\ta\tsingular\tint32";

    private static LockFile Read(params string[] lines) => LockFile.Parse($"waybill-lock 1\n{string.Join('\n', lines)}\n");

    [Fact]
    public void The_text_is_the_one_of_the_format() =>
        Assert.Equal(SchemaSamples.FullText.ReplaceLineEndings("\n"), LockFile.Write(SchemaSamples.Full));

    [Fact]
    public void What_is_written_is_read_again()
    {
        var read = LockFile.Parse(SchemaSamples.FullText);

        Assert.Empty(read.Problems);
        Assert.Equal(SchemaSamples.Full, read.Schema);
    }

    /// <summary>As Git leaves them on another machine, and as a merge may sort them.</summary>
    [Fact]
    public void Lines_may_stand_in_any_order_and_end_in_any_way()
    {
        var lines = SchemaSamples.FullText.ReplaceLineEndings("\n").Split('\n');
        var random = new Random(7);
        random.Shuffle(lines.AsSpan(1));

        var read = LockFile.Parse("\uFEFF" + string.Join("\r\n", lines));

        Assert.Empty(read.Problems);
        Assert.Equal(SchemaSamples.Full, read.Schema);
    }

    [Fact]
    public void A_line_that_two_branches_added_counts_once()
    {
        var read = Read("message\tM", Field, "message\tM", Field);

        Assert.Empty(read.Problems);
        Assert.Equal([new MessageSchema("M", [new FieldSchema(1, "A", "a", FieldLabel.Singular, "int32")])], read.Schema.Messages);
    }

    [Fact]
    public void Fields_of_a_later_version_are_ignored()
    {
        var read = Read("message\tM\tmore", Field + "\t-\t-\t-\t-\t-\t-\tmore", "enum\tE\tmore", "value\tE\t1\tA\tmore");

        Assert.Empty(read.Problems);
        Assert.Equal(Read("message\tM", Field, "enum\tE", "value\tE\t1\tA"), read);
    }

    [Theory]
    [InlineData("", "the first line is '', not 'waybill-lock 1'")]
    [InlineData("<<<<<<< HEAD\nwaybill-lock 1\n", "the first line is '<<<<<<< HEAD', not 'waybill-lock 1'")]
    [InlineData("waybill-lock 2\nmessage\tM\n", "the file has version 2, and this Waybill reads version 1")]
    public void A_file_of_something_else_says_so_and_locks_nothing(string text, string expected)
    {
        var read = LockFile.Parse(text);

        var problem = Assert.Single(read.Problems);
        Assert.Equal(1, problem.Line);
        Assert.StartsWith(expected, problem.Text);
        Assert.Empty(read.Schema.Messages);
    }

    [Theory]
    [InlineData("<<<<<<< HEAD", "it is a mark that a merge left")]
    [InlineData("=======", "it is a mark that a merge left")]
    [InlineData(">>>>>>> branch", "it is a mark that a merge left")]
    [InlineData("union\tM", "'union' is no kind of line")]
    [InlineData("field\tOther\t2\tB\tb\tsingular\tint32", "it belongs to message 'Other', which has no line of its own")]
    [InlineData("value\tE\t2\tB", "it belongs to enum 'E', which has no line of its own")]
    [InlineData("reserved-value\tE\t2\tB", "it belongs to enum 'E', which has no line of its own")]
    [InlineData("reserved-number\tOther\t2", "it belongs to message 'Other'")]
    [InlineData("field\tM\t1\tB\tb\tsingular\tint32", "number 1 is A's already, and B needs another")]
    [InlineData("field\tM\t2\tA\ta\tsingular\tint32", "field 'A' has number 1 already")]
    [InlineData("field\tM\t0\tB\tb\tsingular\tint32", "0 is no field number")]
    [InlineData("reserved-number\tM\t19000", "19000 is no field number")]
    [InlineData("field\tM\t2\tB\tb\tsometimes\tint32", "the field 'label' is 'sometimes'")]
    [InlineData("field\tM\t2\tB\tb\tmap\tint32", "a map has a key, and nothing else has")]
    [InlineData("field\tM\t2\tB\tb\tsingular\tint32\tstring", "a map has a key, and nothing else has")]
    [InlineData("field\tM\t2\tB", "the field 'JSON name' is missing")]
    [InlineData("field\tM\ttwo\tB\tb\tsingular\tint32", "the field 'number' is 'two', not a whole number")]
    [InlineData("reserved-name\tM\t\\q", "the field 'name' has a backslash that begins no escape")]
    public void A_damaged_line_is_said_and_the_others_are_read(string line, string expected)
    {
        var read = Read("message\tM", Field, line);

        var problem = Assert.Single(read.Problems);
        Assert.Equal(4, problem.Line);
        Assert.StartsWith(expected, problem.Text);
        Assert.Equal("M", Assert.Single(read.Schema.Messages).Name);
    }

    /// <summary>Any text at all gives problems at the worst.</summary>
    [Fact]
    public void Mutants_never_throw()
    {
        const int Seed = 20_262;
        var random = new Random(Seed);
        for (var round = 0; round < 5_000; round++)
        {
            var letters = SchemaSamples.FullText.ToCharArray();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                letters[random.Next(letters.Length)] = "\t\n\\-0m1<\u2028"[random.Next(9)];
            }

            Assert.NotNull(LockFile.Parse(new string(letters)));
        }
    }

    [Fact]
    public void Two_numbers_of_one_value_are_a_problem_of_the_second_line()
    {
        var file = LockFile.Parse("waybill-lock 1\nenum\tE\nvalue\tE\t2\tSent\nvalue\tE\t3\tSent\n");

        Assert.Equal([new LineProblem(4, "E.Sent has the number 2 on another line: keep the one that was shipped")], file.Problems);
    }
}
