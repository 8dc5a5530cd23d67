using Waybill.Cli.Export;
using Waybill.Cli.Tests.Support;
using Waybill.Schemas;
using Waybill.Tests;

namespace Waybill.Cli.Tests;

/// <summary>What <c>waybill schema export --format proto</c> writes is what protoc reads.</summary>
[Collection(StartsProcesses.Name)]
public sealed class ProtoExportTests
{
    private static async Task<string> ExportAsync(string assembly, TempFolder folder, params string[] options)
    {
        var run = (
            await CommandRun.RunAsync(["schema", "export", assembly, "--format", "proto", "--output", folder.Path, .. options])
        ).AssertExit(0);
        var files = run.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        await CompileAsync(folder.Path, files);
        return (await File.ReadAllTextAsync(files[0], TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
    }

    private static async Task CompileAsync(string folder, params IEnumerable<string> files)
    {
        var result = Path.Combine(folder, "descriptors.bin");
        var protoc = await ToolProcess.RunAsync(
            Repository.Metadata("WaybillProtoc"),
            [$"-I{folder}", $"-I{Repository.Metadata("WaybillProtocImports")}", $"-o{result}", .. files],
            TimeSpan.FromMinutes(2)
        );
        Assert.True(protoc.ExitCode == 0, string.Join('\n', protoc.Lines));
        // Warnings are about names that some language will not like.
        Assert.Empty(protoc.Lines);
    }

    [Fact]
    public async Task What_the_lock_file_reserves_is_reserved()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "waybill.lock");
        var before = Compiled.Write(
            "namespace Shop; public enum State { None, Open, Paid = 5 } [Message] public sealed partial record Order(int Id, string Note, State State);",
            folder
        );
        (await CommandRun.RunAsync("schema", "accept", before, "--lock", path)).AssertExit(0);
        var after = Compiled.Write(
            "namespace Shop; public enum State { Open = 1, Settled = 2 } [Message] public sealed partial record Order(int Id, State State);",
            folder,
            await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)
        );

        var text = await ExportAsync(after, folder, "--lock", path);

        Assert.Contains("message Order {\n  reserved 2;\n  reserved \"note\";\n  int32 id = 1;\n", text, StringComparison.Ordinal);
        Assert.Contains(
            "enum State {\n  reserved 5;\n  reserved \"State_None\", \"State_Paid\";\n  State_Unspecified = 0;\n",
            text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Every_kind_of_field()
    {
        using var folder = new TempFolder();
        var assembly = Compiled.Write(
            """
            namespace Shop.Orders
            {
                public enum State { Open = 1, Paid, Settled = 2 }
                public enum Wide : ulong { None, Most = ulong.MaxValue }
                [Message] public sealed partial record Price(decimal Amount, string Currency);
                [Message, Reserved(40, "Old"), Reserved(3)]
                public sealed partial record Order(
                    Guid Id, string? Note, DateTimeOffset Placed, DateTime Local, TimeSpan Wait, DateOnly Day, TimeOnly At, char Letter, State State, Wide Wide,
                    Price Price, Price? Discount, Dictionary<string, Price> Prices, List<int> Counts, byte[] Image, HashSet<State> States, Half Half, Uri Link,
                    Version Version, short? Small, Line[] Lines, Dictionary<Version, Guid> Builds)
                { public int Über { get; init; } }
                [Message] public sealed partial record Line(Dictionary<long, Line> Parts);
            }
            namespace Shop.Billing { [Message(Name = "bill v2")] public sealed partial record Bill(Orders.Order Order); }
            """,
            folder
        );

        Assert.Equal(
            """
            // Written by: waybill schema export.
            syntax = "proto3";

            package Shop.Orders;

            import "google/protobuf/duration.proto";
            import "waybill/types.proto";

            message Line {
              map<int64, Line> parts = 1;
            }

            message Order {
              reserved 3, 40;
              reserved "old";
              // A UUID: 16 bytes in the order of RFC 9562.
              bytes id = 1;
              optional string note = 2;
              .waybill.DateTimeOffset placed = 4;
              .waybill.DateTime local = 5;
              .google.protobuf.Duration wait = 6;
              // A day: 0 is 0001-01-01.
              sint32 day = 7;
              // A time of day: steps of 100 ns since midnight.
              uint64 at = 8;
              // One UTF-16 unit.
              uint32 letter = 9;
              State state = 10;
              // Shop.Orders.Wide, which has more than 32 bits.
              uint64 wide = 11;
              Price price = 12;
              optional Price discount = 13;
              map<string, Price> prices = 14;
              repeated int32 counts = 15;
              bytes image = 16;
              repeated State states = 17;
              // A number of 16 bits, as IEEE 754 has it.
              float half = 18;
              // A URI or a reference to one.
              string link = 19;
              // Two to four numbers with dots.
              string version = 20;
              optional sint32 small = 21;
              repeated Line lines = 22;
              // Keys: Two to four numbers with dots. Values: A UUID: 16 bytes in the order of RFC 9562.
              map<string, bytes> builds = 23;
              int32 x_u00FCber = 24 [json_name = "\303\274ber"];
            }

            message Price {
              .waybill.Decimal amount = 1;
              string currency = 2;
            }

            // bill v2
            message Bill_u0020v2 {
              Order order = 1;
            }

            enum State {
              option allow_alias = true;
              State_Unspecified = 0;
              State_Open = 1;
              State_Paid = 2;
              State_Settled = 2;
            }

            """.ReplaceLineEndings("\n"),
            await ExportAsync(assembly, folder)
        );
    }

    [Fact]
    public async Task The_namespace_that_all_share_is_the_package()
    {
        using var folder = new TempFolder();
        var text = await ExportAsync(
            Compiled.Write(
                "namespace Shop.Contracts { public sealed partial class Box { [Message] public sealed partial record Inner(Order Order); } [Message] public sealed partial record Order(int A); }",
                folder
            ),
            folder
        );

        Assert.Contains("package Shop.Contracts;\n", text);
        Assert.Contains("// Shop.Contracts.Box.Inner\nmessage Box_Inner {\n  Order order = 1", text);
        Assert.Contains("\n\nmessage Order {\n", text);
    }

    [Fact]
    public async Task Messages_of_a_referenced_assembly_come_along()
    {
        using var folder = new TempFolder();
        var contracts = Compiled.Run(
            "namespace Contracts; public enum Currency { Eur } [Message] public sealed partial record Price(Currency Currency); [Message] public sealed partial record Unused;",
            assembly: "Contracts"
        );
        Compiled.Write(contracts, folder);
        var shop = Compiled.Run(
            "namespace Shop; [Message] public sealed partial record Order(Contracts.Price? Price);",
            references: contracts.ToReference()
        );

        var text = await ExportAsync(Compiled.Write(shop, folder), folder);

        Assert.Contains("// Contracts.Price\nmessage Contracts_Price {\n", text);
        Assert.Contains("enum Contracts_Currency {\n", text);
        Assert.DoesNotContain("Unused", text);
    }

    [Fact]
    public async Task A_message_that_is_not_at_hand_stays_bytes_with_a_warning()
    {
        using var folder = new TempFolder();
        var contracts = Compiled.Run(
            "namespace Contracts; [Message] public sealed partial record Price(int Cents);",
            assembly: "Contracts"
        );
        var shop = Compiled.Run(
            "namespace Shop; [Message] public sealed partial record Order(Contracts.Price? Price);",
            references: contracts.ToReference()
        );
        var path = Compiled.Write(shop, folder);

        var run = (await CommandRun.RunAsync("schema", "export", path, "--format", "proto", "--output", folder.Path)).AssertExit(0);

        Assert.StartsWith("warning: Contracts.Price is in no assembly beside ", run.Errors);
        Assert.Contains("  // Contracts.Price, whose schema was not at hand.\n  optional bytes price = 1", await ExportAsync(path, folder));
    }

    /// <summary>In Protobuf they lie in one scope, which is that of types too.</summary>
    [Fact]
    public async Task Values_of_two_enums_that_would_have_one_name()
    {
        using var folder = new TempFolder();
        var text = await ExportAsync(
            Compiled.Write(
                """
                public enum A { None, B_C, D }
                public enum A_B { None, C }
                [Message] public sealed partial record A_D(A One, A_B Other);
                """,
                folder
            ),
            folder
        );

        Assert.Contains("enum A {\n  A_None = 0;\n  A_B_C = 1;\n  A_Dx = 2;\n}\n", text);
        Assert.Contains("enum A_B {\n  A_B_None = 0;\n  A_B_Cx = 1;\n}\n", text);
    }

    /// <summary>Whatever the names are, protoc takes the file.</summary>
    [Fact]
    public async Task Names_that_Protobuf_does_not_know()
    {
        const int Seed = 20_263;
        var random = new Random(Seed);
        string Name() =>
            random.Next(4) switch
            {
                0 => new[] { "message", "string", "Map", "option", "oneof", "reserved" }[random.Next(6)],
                _ => string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => "aA_é0ß. 名\"\\"[random.Next(11)])),
            };

        using var folder = new TempFolder();
        for (var round = 0; round < 20; round++)
        {
            var messages = Enumerable
                .Range(0, 4)
                .Select(_ => new MessageSchema(
                    Name(),
                    [
                        .. Enumerable
                            .Range(1, 5)
                            .Select(number => (number, name: Name()))
                            .DistinctBy(field => field.name)
                            .Select(field => Field(field.number, field.name)),
                    ],
                    [77],
                    [Name()]
                ))
                .ToList();
            var enums = messages.Select(message => new EnumSchema(
                $"{message.Name}e",
                [new(Name(), -3), new(Name() + "_", 7), new(Name() + "x", 9)]
            ));

            foreach (var file in ProtoExporter.Export($"round{round}", SchemaSet.Of(messages, enums)))
            {
                await File.WriteAllTextAsync(Path.Combine(folder.Path, file.Path), file.Text, TestContext.Current.CancellationToken);
            }

            await CompileAsync(folder.Path, $"round{round}.proto");
        }

        FieldSchema Field(int number, string name) =>
            number == 5
                ? new(number, name, name, FieldLabel.Singular, "int32", OneOf: Name())
                : new(number, name, name.ToLowerInvariant(), number % 2 == 0 ? FieldLabel.Repeated : FieldLabel.Optional, "string");
    }
}
