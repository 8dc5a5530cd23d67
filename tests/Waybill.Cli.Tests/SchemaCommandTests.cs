using System.Text.Json.Nodes;
using Waybill.Cli.Tests.Support;

namespace Waybill.Cli.Tests;

/// <summary><c>waybill schema show, diff, check</c> and <c>accept</c>.</summary>
[Collection(StartsProcesses.Name)]
public sealed class SchemaCommandTests
{
    private const string Order =
        "namespace Shop; public enum State { Open, Paid } [Message, Reserved(9, \"Old\")] public sealed partial record Order(Guid Id, State State, string? Note);";

    private static string Lock(TempFolder folder) => Path.Combine(folder.Path, "waybill.lock");

    [Fact]
    public async Task Show_prints_every_message()
    {
        using var folder = new TempFolder();
        var run = (await CommandRun.RunAsync("schema", "show", Compiled.Write(Order, folder))).AssertExit(0);

        Assert.Empty(run.Errors);
        string[] words = ["Shop.Order", "Id", "bytes (uuid)", "enum Shop.State", "optional string", "reserved: 9, Old", "Paid"];
        Assert.All(words, word => Assert.Contains(word, run.Output));
    }

    [Fact]
    public async Task Show_prints_JSON()
    {
        using var folder = new TempFolder();
        var run = (await CommandRun.RunAsync("schema", "show", Compiled.Write(Order, folder), "--json")).AssertExit(0);

        var message = JsonNode.Parse(run.Output)!["messages"]![0]!;
        Assert.Equal("Shop.Order", (string?)message["name"]);
        Assert.Equal([1, 2, 3], message["fields"]!.AsArray().Select(field => (int)field!["number"]!));
        Assert.Equal("id", (string?)message["fields"]![0]!["jsonName"]);
        Assert.Equal(9, (int)message["reservedNumbers"]![0]!);
        Assert.Equal("Shop.State", (string?)JsonNode.Parse(run.Output)!["enums"]![0]!["name"]);
    }

    [Fact]
    public async Task Accept_makes_the_file_and_then_nothing_has_changed()
    {
        using var folder = new TempFolder();
        var assembly = Compiled.Write(Order, folder);

        var made = (await CommandRun.RunAsync("schema", "accept", assembly, "--lock", Lock(folder))).AssertExit(0);
        var check = (await CommandRun.RunAsync("schema", "check", assembly, "--lock", Lock(folder))).AssertExit(0);

        Assert.Contains("is new: 1 messages. Commit it.", made.Output);
        Assert.Equal(
            $"No changes in {assembly}, built {File.GetLastWriteTime(assembly):yyyy-MM-dd HH:mm}, since {Lock(folder)}.",
            check.Output.Trim()
        );
        Assert.Equal(
            """
            waybill-lock 1

            message	Shop.Order
            field	Shop.Order	1	Id	id	singular	bytes	-	uuid
            field	Shop.Order	2	State	state	singular	enum Shop.State
            field	Shop.Order	3	Note	note	optional	string
            reserved-number	Shop.Order	9
            reserved-name	Shop.Order	Old

            enum	Shop.State
            value	Shop.State	0	Open
            value	Shop.State	1	Paid

            """.ReplaceLineEndings("\n"),
            await File.ReadAllTextAsync(Lock(folder), TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Check_finds_what_is_new_and_what_breaks()
    {
        using var folder = new TempFolder();
        (await CommandRun.RunAsync("schema", "accept", Compiled.Write(Order, folder), "--lock", Lock(folder))).AssertExit(0);
        var text = await File.ReadAllTextAsync(Lock(folder), TestContext.Current.CancellationToken);

        var assembly = Compiled.Write(Order.Replace("string? Note", "int Count", StringComparison.Ordinal), folder, text);
        var check = (await CommandRun.RunAsync("schema", "check", assembly, "--lock", Lock(folder))).AssertExit(1);

        Assert.Contains("breaks      Shop.Order.Note was removed and its number 3 is not reserved", check.Output);
        Assert.Contains("compatible  Shop.Order.Count (number 10) is new", check.Output);
        Assert.EndsWith(
            $"2 changes, 1 of which break readers, in {assembly}, built {File.GetLastWriteTime(assembly):yyyy-MM-dd HH:mm}, since {Lock(folder)}.",
            check.Output.Trim()
        );

        var diff = (await CommandRun.RunAsync("schema", "diff", assembly, "--lock", Lock(folder), "--json")).AssertExit(0);
        var json = JsonNode.Parse(diff.Output)!;
        Assert.Equal((assembly, Lock(folder)), ((string)json["assembly"]!, (string)json["lock"]!));
        Assert.Equal(
            File.GetLastWriteTimeUtc(assembly),
            DateTime.Parse((string)json["built"]!, styles: System.Globalization.DateTimeStyles.AdjustToUniversal),
            TimeSpan.FromSeconds(1)
        );
        Assert.Equal(1, (int)json["breaking"]!);
        Assert.Equal(
            ["fieldRemoved breaks Shop.Order Note", "fieldAdded compatible Shop.Order Count"],
            json["changes"]!.AsArray().Select(change => $"{change!["kind"]} {change["verdict"]} {change["name"]} {change["part"]}")
        );

        (await CommandRun.RunAsync("schema", "accept", assembly, "--lock", Lock(folder))).AssertExit(0);
        (await CommandRun.RunAsync("schema", "check", assembly, "--lock", Lock(folder))).AssertExit(0);
        Assert.Contains(
            "reserved-number\tShop.Order\t3\n",
            await File.ReadAllTextAsync(Lock(folder), TestContext.Current.CancellationToken)
        );
    }

    /// <summary>People read the first few, and programs all.</summary>
    [Fact]
    public async Task Diff_leaves_nothing_out_of_JSON()
    {
        static string Source(int from) =>
            $"namespace Shop; public enum State {{ {string.Join(", ", Enumerable.Range(0, 9).Select(value => $"V{value} = {value + from}"))} }} [Message] public sealed partial record Order(State State);";

        using var folder = new TempFolder();
        (await CommandRun.RunAsync("schema", "accept", Compiled.Write(Source(0), folder), "--lock", Lock(folder))).AssertExit(0);
        var assembly = Compiled.Write(Source(20), folder);

        var text = (await CommandRun.RunAsync("schema", "diff", assembly, "--lock", Lock(folder))).AssertExit(0);
        var json = (await CommandRun.RunAsync("schema", "diff", assembly, "--lock", Lock(folder), "--json")).AssertExit(0);

        Assert.Contains("V2 has number 22 and had 2 and so on, 9 values: ", text.Output, StringComparison.Ordinal);
        Assert.StartsWith(
            "Shop.State.V0 has number 20 and had 0, V1 has number 21 and had 1, V2 has number 22 and had 2, V3 has number 23 and had 3, V4 has number 24 and had 4, V5 has number 25 and had 5, V6 has number 26 and had 6, V7 has number 27 and had 7, V8 has number 28 and had 8: ",
            (string)JsonNode.Parse(json.Output)!["changes"]![0]!["text"]!,
            StringComparison.Ordinal
        );
    }

    /// <summary>What a build wrote is asked for by the project's path.</summary>
    [Fact]
    public async Task A_project_is_read_by_what_it_built()
    {
        var run = (await CommandRun.RunAsync("schema", "show", Repository.Alpha, "-c", Repository.Configuration)).AssertExit(0);

        Assert.Contains("Alpha.OrderPlaced", run.Output);
        Assert.Contains("Alpha.StockReserved", run.Output);
    }

    /// <summary>A terminal would do what an escape sequence says, and show a name that a mark of direction turns round as another.</summary>
    [Theory]
    [InlineData("check")]
    [InlineData("diff")]
    public async Task What_goes_wrong_is_said_without_control_characters(string verb)
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(Lock(folder), "waybill-lock 1\nno\u001b[2J\u202Ekind\tM\n", TestContext.Current.CancellationToken);

        var missing = (await CommandRun.RunAsync("schema", verb, Path.Combine(folder.Path, "a\u001b[2J\u2066.dll"))).AssertExit(2);
        var damaged = (await CommandRun.RunAsync("schema", verb, Compiled.Write(Order, folder), "--lock", Lock(folder))).AssertExit(2);

        Assert.Contains("a\\u001B[2J\\u2066.dll", missing.Errors, StringComparison.Ordinal);
        Assert.Contains("no\\u001B[2J\\u202Ekind", damaged.Errors, StringComparison.Ordinal);
        Assert.All(new[] { missing, damaged }, run => Assert.DoesNotContain(run.Errors, unit => unit is '\u001b' or '\u202E' or '\u2066'));
    }

    [Fact]
    public async Task Accept_and_export_print_JSON()
    {
        using var folder = new TempFolder();
        var assembly = Compiled.Write(Order, folder);

        var accept = (await CommandRun.RunAsync("schema", "accept", assembly, "--lock", Lock(folder), "--json")).AssertExit(0);
        var export = (
            await CommandRun.RunAsync("schema", "export", assembly, "--format", "json-schema", "-o", folder.Path, "--json")
        ).AssertExit(0);

        var json = JsonNode.Parse(accept.Output)!;
        Assert.Equal(Lock(folder), (string?)json["lock"]);
        Assert.Equal(["messageAdded", "enumAdded"], json["changes"]!.AsArray().Select(change => (string?)change!["kind"]));
        var file = Assert.Single(JsonNode.Parse(export.Output)!["files"]!.AsArray());
        Assert.True(File.Exists((string)file!));
    }

    /// <summary>It is the same on the wire, and this file speaks of it no more.</summary>
    [Fact]
    public async Task A_message_that_a_reference_declares_now_was_moved()
    {
        using var folder = new TempFolder();
        (await CommandRun.RunAsync("schema", "accept", Compiled.Write(Order, folder), "--lock", Lock(folder))).AssertExit(0);
        var contracts = Compiled.Run(Order, assembly: "Contracts");
        Compiled.Write(contracts, folder);
        var own = "namespace Own; [Message] public sealed partial record Kept(Shop.Order? Order);";
        var assembly = Compiled.Write(
            Compiled.Run(
                own,
                references: Microsoft.CodeAnalysis.MetadataReference.CreateFromFile(Path.Combine(folder.Path, "Contracts.dll"))
            ),
            folder
        );

        var check = (await CommandRun.RunAsync("schema", "check", assembly, "--lock", Lock(folder))).AssertExit(1);

        Assert.Contains("Shop.Order was moved to Contracts: on the wire it is the same", check.Output, StringComparison.Ordinal);
    }
}
