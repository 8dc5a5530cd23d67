using System.Text.Json.Nodes;
using Waybill.Cli.Tests.Support;
using Waybill.Schemas;
using Waybill.Tests;

namespace Waybill.Cli.Tests;

/// <summary>What tools know of <c>[Sensitive]</c>: every form of a schema carries the mark, and none changes its verdict for it.</summary>
[Collection(StartsProcesses.Name)]
public sealed class SensitiveTests
{
    private const string Source =
        "namespace Shop; [Message] public sealed partial record Payment(string Id, [Sensitive] string Card, [property: Sensitive, System.Text.Json.Serialization.JsonPropertyName(\"the-pin\")] int? Pin, [Sensitive] Holder Holder); [Message] public sealed partial record Holder(string Name);";

    private const string Line = "field\tShop.Payment\t2\tCard\tcard\tsingular\tstring";

    [Fact]
    public async Task Show_says_it()
    {
        using var folder = new TempFolder();
        var assembly = Compiled.Write(Source, folder);

        var text = (await CommandRun.RunAsync("schema", "show", assembly)).AssertExit(0).Output;
        var json = JsonNode.Parse((await CommandRun.RunAsync("schema", "show", assembly, "--json")).AssertExit(0).Output)!;

        Assert.Equal(3, text.Split("sensitive").Length - 1);
        Assert.Contains("optional int32, sensitive", text);
        Assert.Equal([false, true, true, true], json["messages"]![1]!["fields"]!.AsArray().Select(field => (bool)field!["sensitive"]!));
    }

    [Fact]
    public async Task Proto_has_the_option_that_protoc_knows()
    {
        using var folder = new TempFolder();
        var run = (
            await CommandRun.RunAsync("schema", "export", Compiled.Write(Source, folder), "--format", "proto", "--output", folder.Path)
        ).AssertExit(0);
        var file = run.Output.Trim();
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);

        Assert.Contains("  string id = 1;", text);
        Assert.Contains("  string card = 2 [debug_redact = true];", text);
        Assert.Contains("  optional int32 pin = 3 [json_name = \"the-pin\", debug_redact = true];", text);
        Assert.Contains("  Holder holder = 4 [debug_redact = true];", text);
        var protoc = await ToolProcess.RunAsync(
            Repository.Metadata("WaybillProtoc"),
            [$"-I{folder.Path}", $"-I{Repository.Metadata("WaybillProtocImports")}", $"-o{Path.Combine(folder.Path, "out.bin")}", file],
            TimeSpan.FromMinutes(2)
        );
        Assert.True(protoc.ExitCode == 0, string.Join('\n', protoc.Lines));
        Assert.Empty(protoc.Lines);
    }

    [Fact]
    public async Task Json_schema_has_an_annotation()
    {
        using var folder = new TempFolder();
        var run = (
            await CommandRun.RunAsync(
                "schema",
                "export",
                Compiled.Write(Source, folder),
                "--format",
                "json-schema",
                "--output",
                folder.Path
            )
        ).AssertExit(0);
        var json = JsonNode.Parse(await File.ReadAllTextAsync(run.Output.Trim(), TestContext.Current.CancellationToken))!;
        var properties = json["$defs"]!["Shop.Payment"]!["properties"]!;

        Assert.Equal("""{"type":"string"}""", properties["id"]!.ToJsonString());
        Assert.Equal("""{"type":"string","x-sensitive":true}""", properties["card"]!.ToJsonString());
        Assert.Equal("""{"$ref":"#/$defs/Shop.Holder","x-sensitive":true}""", properties["holder"]!.ToJsonString());
    }

    [Fact]
    public async Task The_lock_carries_it_and_a_change_of_it_is_compatible()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "waybill.lock");
        (await CommandRun.RunAsync("schema", "accept", Compiled.Write(Source, folder), "--lock", path)).AssertExit(0);
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var without = Compiled.Write(Source.Replace("[Sensitive] string", "string", StringComparison.Ordinal), folder, text);

        var check = (await CommandRun.RunAsync("schema", "check", without, "--lock", path)).AssertExit(1);
        (await CommandRun.RunAsync("schema", "accept", without, "--lock", path)).AssertExit(0);

        Assert.Contains(Line + "\t-\t-\t-\t-\tsensitive\n", text);
        Assert.Contains("compatible  Shop.Payment.Card is not sensitive any more", check.Output);
        Assert.Contains(Line + "\n", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    /// <summary>A union merge of two branches leaves both lines; a mark that one branch put on is not lost.</summary>
    [Theory]
    [InlineData(Line + "\n" + Line + "\t-\t-\t-\t-\tsensitive\n")]
    [InlineData(Line + "\t-\t-\t-\t-\tsensitive\n" + Line + "\n")]
    public void Of_two_lines_of_a_field_the_marked_one_counts(string lines)
    {
        var file = LockFile.Parse("waybill-lock 1\nmessage\tShop.Payment\n" + lines);

        Assert.Empty(file.Problems);
        Assert.True(Assert.Single(file.Schema.Message("Shop.Payment")!.Fields).IsSensitive);
    }

    [Fact]
    public void Another_mark_is_refused() =>
        Assert.Equal(
            "the field 'mark' is 'secret', not sensitive",
            Assert.Single(LockFile.Parse("waybill-lock 1\nmessage\tShop.Payment\n" + Line + "\t-\t-\t-\t-\tsecret\n").Problems).Text
        );
}
