using Waybill.Cli.Tests.Support;
using Waybill.Schemas;
using Waybill.Tests;

namespace Waybill.Cli.Tests;

/// <summary>Lock files under version control.</summary>
[Collection(StartsProcesses.Name)]
public sealed class LockMergeTests
{
    private static MessageSchema Message(string name, int fields) =>
        new(
            name,
            [
                .. Enumerable
                    .Range(1, fields)
                    .Select(number => new FieldSchema(number, $"F{number}", $"f{number}", FieldLabel.Singular, "int32")),
            ]
        );

    private static SchemaSet Set(params MessageSchema[] messages) => SchemaSet.Of(messages, []);

    private static async Task<(int Conflicts, LockFile Result)> MergeAsync(SchemaSet ours, SchemaSet @base, SchemaSet theirs)
    {
        using var folder = new TempFolder();
        var files = new[] { ours, @base, theirs }
            .Select((schema, index) => (Path: Path.Combine(folder.Path, $"{index}.lock"), Text: LockFile.Write(schema)))
            .ToList();
        files.ForEach(file => File.WriteAllText(file.Path, file.Text));
        var git = await ToolProcess.RunAsync("git", ["merge-file", "-p", .. files.Select(file => file.Path)], TimeSpan.FromMinutes(1));
        return (git.ExitCode, LockFile.Parse(git.Output));
    }

    [Fact]
    public async Task What_two_branches_add_to_different_messages_merges()
    {
        var (conflicts, merged) = await MergeAsync(
            Set(Message("A", 3), Message("B", 2), Message("C", 2)),
            Set(Message("A", 2), Message("B", 2), Message("C", 2)),
            // A message right behind the one that the other branch adds to, and a field in the next.
            Set(Message("A", 2), Message("AA", 1), Message("B", 3), Message("C", 2))
        );

        Assert.Equal(0, conflicts);
        Assert.Empty(merged.Problems);
        Assert.Equal(Set(Message("A", 3), Message("AA", 1), Message("B", 3), Message("C", 2)), merged.Schema);
    }

    [Fact]
    public async Task A_number_that_two_branches_take_is_a_conflict()
    {
        var theirs = Message("A", 3);
        theirs = theirs with { Fields = [.. theirs.Fields.Take(2), theirs.Fields[2] with { Name = "Other", JsonName = "other" }] };

        var (conflicts, merged) = await MergeAsync(Set(Message("A", 3)), Set(Message("A", 2)), Set(theirs));

        Assert.Equal(1, conflicts);
        Assert.Contains(merged.Problems, problem => problem.Text.StartsWith("it is a mark that a merge left", StringComparison.Ordinal));
        Assert.Contains(merged.Problems, problem => problem.Text == "number 3 is F3's already, and Other needs another");
    }
}
