using System.Text.Json.Nodes;
using Waybill.Cli.Tests.Support;
using Waybill.Tests;

namespace Waybill.Cli.Tests;

/// <summary>What <c>waybill schema export --format json-schema</c> writes is what validators take.</summary>
[Collection(StartsProcesses.Name)]
public sealed class JsonSchemaExportTests
{
    private const string Source = """
        namespace Shop;
        public enum State { Open, Paid }
        [Message] public sealed partial record Price(decimal Amount);
        [Message]
        public sealed partial record Order(
            Guid Id, string? Note, DateTimeOffset Placed, DateTime Local, TimeSpan Wait, DateOnly Day, TimeOnly At, char Letter, State State, Price Price, Price? Discount,
            Dictionary<string, Price> Prices, List<int> Counts, byte[] Image, Half Half, Uri Link, Version Version, short? Small, ulong Most, [property: Sensitive] bool Is,
            Dictionary<Version, int> Builds);
        """;

    /// <summary>As System.Text.Json writes it with web defaults.</summary>
    private const string Order = """
        {
          "id": "0f8fad5b-d9cb-469f-a165-70867728950e", "note": null, "placed": "2026-11-29T02:03:04.5+01:00", "local": "2026-11-29T02:03:04", "wait": "1.02:03:04.0000005",
          "day": "2026-11-29", "at": "02:03:04.0000005", "letter": "x", "state": 1, "price": { "amount": 99.90 }, "discount": null, "prices": { "a": { "amount": 1 } },
          "counts": [1, -2], "image": "AQID", "half": 0.5, "link": "/a?b", "version": "1.2.3", "small": null, "most": 18446744073709551615, "is": true,
          "builds": { "1.2": 3 }
        }
        """;

    private static async Task<string> ExportAsync(TempFolder folder)
    {
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
        Assert.Empty(run.Errors);
        return run.Output.Trim();
    }

    [Fact]
    public async Task Messages_are_definitions()
    {
        using var folder = new TempFolder();
        var path = await ExportAsync(folder);
        var json = JsonNode.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken))!;

        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string?)json["$schema"]);
        var order = json["$defs"]!["Shop.Order"]!;
        Assert.Equal(["price"], order["required"]!.AsArray().Select(name => (string?)name));
        Assert.Equal(
            """{"type":"string","format":"uuid"}|{"type":["string","null"]}|{"type":"integer","minimum":0,"maximum":18446744073709551615}""",
            string.Join('|', new[] { "id", "note", "most" }.Select(name => order["properties"]![name]!.ToJsonString()))
        );
        Assert.Equal(
            """{"type":["object","null"],"additionalProperties":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"propertyNames":{"type":"string","pattern":"^[0-9]\u002B(\\.[0-9]\u002B){1,3}$"}}""",
            order["properties"]!["builds"]!.ToJsonString()
        );
        Assert.Equal("""{"$ref":"#/$defs/Shop.Price"}""", order["properties"]!["price"]!.ToJsonString());
        Assert.Equal("""{"type":"integer","description":"0 Open, 1 Paid"}""", json["$defs"]!["Shop.State"]!.ToJsonString());
    }

    [Fact]
    public async Task Ajv_takes_what_is_right_and_refuses_what_is_wrong()
    {
        var ajv = Ajv.Find();
        RequiredTool.Need(
            "ajv",
            ajv is null ? "there is no ajv on the path. Install it with: npm install --global ajv-cli ajv-formats." : null
        );
        using var folder = new TempFolder();
        var schema = await ExportAsync(folder);
        var root = Path.Combine(folder.Path, "order.schema.json");
        await File.WriteAllTextAsync(
            root,
            $$"""{ "$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": "Shop#/$defs/Shop.Order" }""",
            TestContext.Current.CancellationToken
        );
        var text = JsonNode.Parse(await File.ReadAllTextAsync(schema, TestContext.Current.CancellationToken))!;
        text["$id"] = "Shop";
        await File.WriteAllTextAsync(schema, text.ToJsonString(), TestContext.Current.CancellationToken);

        await ValidateAsync(Order, 0);
        await ValidateAsync(Order.Replace("\"x\"", "\"xy\"", StringComparison.Ordinal), 1);
        await ValidateAsync(Order.Replace("02:03:04.0000005\", \"letter", "2 o'clock\", \"letter", StringComparison.Ordinal), 1);
        await ValidateAsync(Order.Replace("\"price\": { \"amount\": 99.90 }, ", "", StringComparison.Ordinal), 1);
        await ValidateAsync(Order.Replace("\"1.2\": 3", "\"one\": 3", StringComparison.Ordinal), 1);
        await ValidateAsync(Order.Replace("\"half\": 0.5", "\"half\": 70000", StringComparison.Ordinal), 1);
        await ValidateAsync(Order.Replace("\"state\": 1", "\"state\": \"Paid\"", StringComparison.Ordinal), 1);

        async Task ValidateAsync(string order, int exitCode)
        {
            var data = Path.Combine(folder.Path, "order.json");
            await File.WriteAllTextAsync(data, order, TestContext.Current.CancellationToken);
            var run = await ToolProcess.RunAsync(
                ajv!,
                ["validate", "--spec=draft2020", "-c", "ajv-formats", "--strict=false", "-s", root, "-r", schema, "-d", data],
                TimeSpan.FromMinutes(2)
            );
            Assert.True(run.ExitCode == exitCode, string.Join('\n', run.Lines));
        }
    }
}
