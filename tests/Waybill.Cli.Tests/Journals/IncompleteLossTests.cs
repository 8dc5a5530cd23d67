using System.Text.Json.Nodes;
using Waybill.Cli.Tests.Support;

namespace Waybill.Cli.Tests.Journals;

/// <summary>A list of lost messages that is not complete is said not to be, by verify as by repair, and what to do next is said.</summary>
public sealed class IncompleteLossTests
{
    private const string More = "Damage behind the newest checkpoint may have held more: messages that nothing else tells of are lost";

    [Theory]
    [InlineData("record's payload", true)]
    [InlineData("sparse record", false)]
    [InlineData("older checkpoint", false)]
    public async Task Damage_behind_the_newest_checkpoint_may_have_held_more(string kind, bool isMore)
    {
        using var folder = await DamagedFolder.WriteAsync();
        folder.Damage(kind);

        foreach (
            var verb in (string[][])
                [
                    ["verify", folder.Path],
                    ["repair", folder.Path, "--dry-run"],
                ]
        )
        {
            var text = (await CommandRun.RunAsync(["journal", .. verb])).AssertExit(1).Output;
            var json = JsonNode.Parse((await CommandRun.RunAsync(["journal", .. verb, "--json"])).AssertExit(1).Output)!;

            Assert.Equal(isMore, text.Contains(More, StringComparison.Ordinal));
            Assert.Equal(isMore, (bool)json["mayHaveHeldMore"]!);
            Assert.True(json.AsObject().ContainsKey("refused"));
            Assert.Null((string?)json["refused"]);
        }
    }

    [Fact]
    public async Task A_damaged_folder_is_told_with_what_to_do_next()
    {
        using var folder = await DamagedFolder.WriteAsync();
        folder.Damage("record's payload");

        var text = (await CommandRun.RunAsync("journal", "verify", folder.Path)).AssertExit(1).Output;

        Assert.EndsWith(
            $"\nRestore a backup; without one, see what a repair would save: waybill journal repair {folder.Path} --dry-run\n",
            text.ReplaceLineEndings("\n"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_a_checkpoint_and_the_beginning_of_the_log_what_is_lost_cannot_be_told(bool isThere)
    {
        using var folder = await DamagedFolder.WriteAsync();
        foreach (var checkpoint in folder.Checkpoints().Select(name => Path.Combine(folder.Path, name)))
        {
            File.Delete(checkpoint);
            if (isThere)
            {
                await File.WriteAllBytesAsync(checkpoint, new byte[100], TestContext.Current.CancellationToken);
            }
        }

        var text = (await CommandRun.RunAsync("journal", "verify", folder.Path)).AssertExit(1).Output;
        var json = JsonNode.Parse((await CommandRun.RunAsync("journal", "verify", folder.Path, "--json")).AssertExit(1).Output)!;

        const string Why =
            "no checkpoint can be read, and the log cannot be read from its beginning: what was settled and what not is nowhere else, so that what is lost cannot be told. Restore a backup";
        Assert.Contains($"{folder.Path} cannot be repaired: {Why}", text, StringComparison.Ordinal);
        Assert.DoesNotContain("--dry-run", text, StringComparison.Ordinal);
        Assert.StartsWith(Why, (string)json["refused"]!, StringComparison.Ordinal);
        Assert.True((bool)json["mayHaveHeldMore"]!);
    }
}
