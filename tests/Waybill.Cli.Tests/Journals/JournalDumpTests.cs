using System.Text.Json.Nodes;
using Waybill.Cli.Tests.Support;
using Waybill.Storage.Devices;

namespace Waybill.Cli.Tests.Journals;

/// <summary><c>waybill journal dump</c>.</summary>
public sealed class JournalDumpTests
{
    private const string Source = """
        namespace Shop;
        public enum State { Open, Paid = 7 }
        [Message] public sealed partial record Line(string Sku, int Count);
        [Message] public sealed partial record OrderPlaced(
            string Id,
            [Sensitive] string Card,
            Guid Key,
            State State,
            decimal Amount,
            int[] Numbers,
            Dictionary<string, long> Totals,
            Line[] Lines,
            DateTimeOffset At,
            TimeSpan For,
            DateOnly Day,
            double Rate,
            string? Note,
            byte[] Blob);
        public static class Sample
        {
            public static byte[] Bytes() =>
                Bytes(new OrderPlaced("O-1", "4111", Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), State.Paid, -12.50m, [1, -2, 300],
                    new() { ["eu"] = 5 }, [new("A", 1), new("B", -3)], new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)), TimeSpan.FromSeconds(90),
                    new(2026, 1, 2), 0.5, null, [1, 2]));

            private static byte[] Bytes<T>(T message) where T : IMessage<T>
            {
                var bytes = new byte[T.GetSizeBound(message)];
                var writer = new ProtoWriter(bytes);
                T.Write(ref writer, message);
                return bytes[..writer.Position];
            }
        }
        """;

    private const string Decoded =
        """{"Id":"O-1","Card":"***","Key":"00112233-4455-6677-8899-aabbccddeeff","State":"Paid","Amount":-12.50,"Numbers":[1,-2,300],"Totals":{"eu":5},"Lines":[{"Sku":"A","Count":1},{"Sku":"B","Count":-3}],"At":"2026-01-02T03:04:05.0000000\u002B02:00","For":"00:01:30","Day":"2026-01-02","Rate":0.5,"Blob":"0102"}""";

    [Fact]
    public async Task Records_are_printed_in_order()
    {
        using var folder = await DamagedFolder.WriteAsync();

        var run = (await CommandRun.RunAsync("journal", "dump", folder.Path, "--queue", "b")).AssertExit(0);

        Assert.Equal(
            """
            5184 publish bytes=58
              00000000-0000-7000-8000-000000000001 Shop.OrderPlaced published=2026-01-02T03:04:05.001Z durability=flushed routingKey=order.placed queues=b bodyBytes=7
                70617469656e74
            5696 publish bytes=55
              00000000-0000-7000-8000-000000000002 Shop.OrderPlaced published=2026-01-02T03:04:05.002Z durability=flushed routingKey=order.placed queues=b bodyBytes=4
                64656164
            6720 outcome bytes=76 dead-lettered queue=b entry={"lsn":5696,"index":0} deadLetterQueue=b.dead deaths=[{"queue":"b","reason":"rejected","count":1,"first":"2026-01-02T03:04:05.000Z","last":"2026-01-02T03:04:05.000Z","exception":"Shop.BadOrderException","message":"No such order."}]
            201792 publish bytes=56
              00000000-0000-7000-8000-000000000019 Shop.OrderPlaced published=2026-01-02T03:04:05.025Z durability=flushed routingKey=order.placed queues=a,b bodyBytes=4
                6c617465

            """.ReplaceLineEndings(),
            run.Output.ReplaceLineEndings()
        );
    }

    [Fact]
    public async Task Records_are_printed_as_JSON_lines()
    {
        using var folder = await DamagedFolder.WriteAsync();

        var all = await LinesAsync("journal", "dump", folder.Path, "--json");
        var some = await LinesAsync("journal", "dump", folder.Path, "--json", "--from", $"{all[4]["lsn"]}", "--to", $"{all[9]["lsn"]}");

        Assert.Equal(22, all.Count);
        Assert.Equal(all.Select(line => (long)line["lsn"]!).Order(), all.Select(line => (long)line["lsn"]!));
        Assert.Equal(all[4..10].Select(line => line.ToJsonString()), some.Select(line => line.ToJsonString()));
        Assert.Equal(
            """{"lsn":5184,"type":"publish","bytes":58,"messages":[{"id":"00000000-0000-7000-8000-000000000001","type":"Shop.OrderPlaced","published":"2026-01-02T03:04:05.001Z","durability":"flushed","routingKey":"order.placed","queues":["b"],"schema":"1122334455667788","bodyBytes":7,"raw":"70617469656e74"}]}""",
            all[0].ToJsonString()
        );
    }

    [Theory]
    [InlineData("record's payload")]
    [InlineData("batch header")]
    [InlineData("segment header, all of it")]
    public async Task Damage_is_printed_where_it_is_and_the_rest_is_read(string kind)
    {
        using var folder = await DamagedFolder.WriteAsync();
        var damage = folder.Damage(kind);

        var run = (await CommandRun.RunAsync("journal", "dump", folder.Path, "--json")).AssertExit(1);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();

        var told = Assert.Single(lines, line => (string)line["type"]! == "damage");
        Assert.Equal((damage.File, damage.Offset), ((string)told["file"]!, (long)told["offset"]!));
        Assert.Equal("6c617374", (string)lines[^1]["messages"]![0]!["raw"]!);
    }

    [Fact]
    public async Task Bodies_are_read_by_a_schema_and_what_is_sensitive_is_not_shown()
    {
        using var folder = new TempFolder();
        var compiled = Compiled.Run(Source);
        var assembly = Compiled.Write(compiled, folder);
        var bytes = (byte[])System.Reflection.Assembly.LoadFile(assembly).GetType("Shop.Sample")!.GetMethod("Bytes")!.Invoke(null, null)!;
        var data = Path.Combine(folder.Path, "data");
        await using (var writer = await JournalWriter.OpenAsync(new DirectoryDevice(data)))
        {
            await writer.PublishAsync(bytes, "Shop.OrderPlaced", "a");
            await writer.PublishAsync([.. bytes, 0xFF], "Shop.OrderPlaced", "a");
            await writer.PublishAsync([.. bytes, 0xF8, 0x07, 5], "Shop.OrderPlaced", "a");
            await writer.PublishAsync(
                """{"id":"O-2","CARD":"4111","unknown":1,"lines":[{"sku":"A"}]}"""u8.ToArray(),
                "Shop.OrderPlaced",
                "a"
            );
            await writer.PublishAsync([0x0A, 9], "Shop.Line", "a");
            await writer.PublishAsync([1], "Shop.Other", "a");
        }

        var messages = (await LinesAsync("journal", "dump", data, "--schema", assembly, "--queue", "a", "--json"))
            .Select(line => line["messages"]![0]!.AsObject())
            .ToList();
        var raw = (await LinesAsync("journal", "dump", data, "--queue", "a", "--json"))[0]["messages"]![0]!;

        Assert.Equal(Decoded, messages[0]["body"]!.ToJsonString());
        Assert.Equal(("***", null), ((string)messages[1]["raw"]!, messages[1]["body"]));
        Assert.StartsWith("byte ", (string)messages[1]["reason"]!, StringComparison.Ordinal);
        Assert.Equal("***", (string)messages[2]["body"]!["#127"]!);
        Assert.Equal("""{"id":"O-2","CARD":"***","unknown":"***","lines":[{"sku":"A"}]}""", messages[3]["body"]!.ToJsonString());
        Assert.Equal(("0a09", "byte 1 is not what the schema says"), ((string)messages[4]["raw"]!, (string)messages[4]["reason"]!));
        Assert.Equal(("01", "the schema has no message of that name"), ((string)messages[5]["raw"]!, (string)messages[5]["reason"]!));
        Assert.Equal(Convert.ToHexStringLower(bytes), (string)raw["raw"]!);
    }

    [Theory]
    [InlineData("Next")]
    [InlineData("Named")]
    public async Task Messages_may_be_as_deep_as_they_are_read(string member)
    {
        const int Depth = ProtoReader.MaxDepth - 1;
        using var folder = new TempFolder();
        var assembly = Compiled.Write(
            Compiled.Run("namespace Shop; [Message] public sealed partial record Node(Node? Next, Dictionary<string, Node> Named);"),
            folder
        );
        byte[] body = [];
        for (var i = 0; i < Depth; i++)
        {
            // The second field is a map, of which each entry is a message of key and value.
            byte[] value = [.. Field(member == "Next" ? 1 : 2, body)];
            body = member == "Next" ? value : [.. Field(2, [.. Field(1, "k"u8), .. value])];
        }

        var data = Path.Combine(folder.Path, "data");
        await using (var writer = await JournalWriter.OpenAsync(new DirectoryDevice(data)))
        {
            await writer.PublishAsync(body, "Shop.Node", "a");
        }

        var text = (await CommandRun.RunAsync("journal", "dump", data, "--schema", assembly, "--queue", "a")).AssertExit(0).Output;
        var json = (await CommandRun.RunAsync("journal", "dump", data, "--schema", assembly, "--queue", "a", "--json"))
            .AssertExit(0)
            .Output;

        Assert.Equal(Depth, text.Split($"\"{member}\"").Length - 1);
        Assert.Equal(Depth, json.Split($"\"{member}\"").Length - 1);

        static byte[] Field(int number, ReadOnlySpan<byte> bytes)
        {
            var field = new byte[bytes.Length + 8];
            var writer = new ProtoWriter(field);
            writer.WriteVarint((ulong)((number << 3) | 2));
            writer.WriteVarint((ulong)bytes.Length);
            bytes.CopyTo(field.AsSpan(writer.Position));
            return field[..(writer.Position + bytes.Length)];
        }
    }

    /// <summary>A terminal does what control characters say, and a line that begins in a key looks like a record.</summary>
    [Theory]
    [InlineData("dump")]
    [InlineData("stats")]
    public async Task Names_cannot_steer_a_terminal(string verb)
    {
        using var folder = new TempFolder();
        await using (var writer = await JournalWriter.OpenAsync(new DirectoryDevice(folder.Path)))
        {
            writer.RoutingKey = "order\e[2J\n5184 publish";
            writer.Headers = new Dictionary<string, string> { ["trace\a"] = "a\r\u009b31mb" };
            await writer.PublishAsync([1], "Shop.\e[8mOrder", "a\u0085b");
        }

        var text = (await CommandRun.RunAsync("journal", verb, folder.Path)).AssertExit(0).Output;

        Assert.DoesNotContain(text.ReplaceLineEndings("\n"), static current => char.IsControl(current) && current != '\n');
        Assert.Contains("a\\u0085b", text, StringComparison.Ordinal);
        if (verb == "dump")
        {
            Assert.Contains("Shop.\\u001B[8mOrder ", text, StringComparison.Ordinal);
            Assert.Contains(
                "routingKey=order\\u001B[2J\\u000A5184 publish queues=a\\u0085b headers={\"trace\\u0007\":\"a\\r\\u009B31mb\"}",
                text,
                StringComparison.Ordinal
            );
            var message = (await LinesAsync("journal", "dump", folder.Path, "--queue", "a\u0085b", "--json"))[0]["messages"]![0]!;
            Assert.Equal(
                ("order\e[2J\n5184 publish", "a\r\u009b31mb"),
                ((string)message["routingKey"]!, (string)message["headers"]!["trace\a"]!)
            );
        }
    }

    private static async Task<List<JsonNode>> LinesAsync(params string[] args) =>
        [
            .. (await CommandRun.RunAsync(args))
                .AssertExit(0)
                .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonNode.Parse(line)!),
        ];
}
