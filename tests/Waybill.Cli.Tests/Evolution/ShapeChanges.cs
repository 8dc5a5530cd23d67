using Waybill.Schemas;

namespace Waybill.Cli.Tests.Evolution;

/// <summary>Values that may be null, stand in collections, or are messages.</summary>
internal static class ShapeChanges
{
    private const string Price = "[Message] public sealed partial record Price(int Cents);";

    public static IReadOnlyList<Change> All { get; } =
    [
        new("a text or bytes become nullable, or the reverse", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(string A);",
            OldSample = """new M("x")""",
            New = "[Message] public sealed partial record M(string? A);",
            NewSample = "new M((string?)null)",
            OldSees = """{"a":""}""",
            NewSees = """{"a":"x"}""",
            OldSeesJson = """{"a":""}""",
            NewSeesJson = """{"a":"x"}""",
        },
        new("a value becomes nullable", Verdict.BreaksJson)
        {
            Old = "[Message] public sealed partial record M(int A);",
            OldSample = "new M(0)",
            New = "[Message] public sealed partial record M(int? A);",
            NewSample = "new M((int?)null)",
            OldSees = """{"a":0}""",
            NewSees = """{"a":null}""",
            OldSeesJson = "refused",
            NewSeesJson = """{"a":0}""",
        },
        new("a nullable value becomes not nullable", Verdict.BreaksJson)
        {
            Old = "[Message] public sealed partial record M(int? A);",
            OldSample = "new M((int?)null)",
            New = "[Message] public sealed partial record M(int A);",
            NewSample = "new M(0)",
            OldSees = """{"a":null}""",
            NewSees = """{"a":0}""",
            OldSeesJson = """{"a":0}""",
            NewSeesJson = "refused",
        },
        new("a value gets a default that is not zero", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(int A);",
            OldSample = "new M(0)",
            New = "[Message] public sealed partial record M(int A = 5);",
            NewSample = "new M(0)",
            OldSees = """{"a":0}""",
            NewSees = """{"a":5}""",
            OldSeesJson = """{"a":0}""",
            NewSeesJson = """{"a":0}""",
        },
        new("a value loses a default that is not zero", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(int A = 5);",
            OldSample = "new M(0)",
            New = "[Message] public sealed partial record M(int A);",
            NewSample = "new M(0)",
            OldSees = """{"a":5}""",
            NewSees = """{"a":0}""",
            OldSeesJson = """{"a":0}""",
            NewSeesJson = """{"a":0}""",
        },
        new("a default that is not zero becomes another", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(int A = 5);",
            OldSample = "new M(5)",
            New = "[Message] public sealed partial record M(int A = 6);",
            NewSample = "new M(6)",
            OldSees = """{"a":6}""",
            NewSees = """{"a":5}""",
            OldSeesJson = """{"a":6}""",
            NewSeesJson = """{"a":5}""",
        },
        new("a message becomes nullable", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(Price A); " + Price,
            OldSample = "new M(new Price(5))",
            New = "[Message] public sealed partial record M(Price? A); " + Price,
            NewSample = "new M((Price?)null)",
            OldSees = "refused",
            NewSees = """{"a":{"cents":5}}""",
            OldSeesJson = "refused",
            NewSeesJson = """{"a":{"cents":5}}""",
        },
        new("a nullable message becomes not nullable", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(Price? A); " + Price,
            OldSample = "new M((Price?)null)",
            New = "[Message] public sealed partial record M(Price A); " + Price,
            NewSample = "new M(new Price(5))",
            OldSees = """{"a":{"cents":5}}""",
            NewSees = "refused",
            OldSeesJson = """{"a":{"cents":5}}""",
            NewSeesJson = "refused",
        },
        new("a value becomes a list, or the reverse", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(int A);",
            OldSample = "new M(7)",
            New = "[Message] public sealed partial record M(int[] A);",
            NewSample = "new M([8, 9])",
            OldSees = "refused",
            NewSees = """{"a":[7]}""",
            OldSeesJson = "refused",
            NewSeesJson = "refused",
        },
        new("a text becomes a list of texts, or the reverse", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(string A);",
            OldSample = """new M("x")""",
            New = "[Message] public sealed partial record M(string[] A);",
            NewSample = """new M(["y", "z"])""",
            OldSees = """{"a":"z"}""",
            NewSees = """{"a":["x"]}""",
            OldSeesJson = "refused",
            NewSeesJson = "refused",
        },
        new("one collection becomes another", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(int[] A);",
            OldSample = "new M([7, 8])",
            New = "[Message] public sealed partial record M(HashSet<int> A);",
            NewSample = "new M([9])",
            OldSees = """{"a":[9]}""",
            NewSees = """{"a":[7,8]}""",
            OldSeesJson = """{"a":[9]}""",
            NewSeesJson = """{"a":[7,8]}""",
        },
        new("a map's key becomes wider or narrower", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(Dictionary<int, string> A);",
            OldSample = """new M(new() { [7] = "x" })""",
            New = "[Message] public sealed partial record M(Dictionary<long, string> A);",
            NewSample = """new M(new() { [8] = "y" })""",
            OldSees = """{"a":{"8":"y"}}""",
            NewSees = """{"a":{"7":"x"}}""",
            OldSeesJson = """{"a":{"8":"y"}}""",
            NewSeesJson = """{"a":{"7":"x"}}""",
        },
        new("a map's key of `ulong` becomes `long` or `int`, or the reverse", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(Dictionary<ulong, string> A);",
            OldSample = """new M(new() { [ulong.MaxValue - 6] = "x" })""",
            New = "[Message] public sealed partial record M(Dictionary<long, string> A);",
            NewSample = """new M(new() { [-8] = "y" })""",
            OldSees = """{"a":{"18446744073709551608":"y"}}""",
            NewSees = """{"a":{"-7":"x"}}""",
            OldSeesJson = "refused",
            NewSeesJson = "refused",
        },
        new("a map's key of `Version` becomes `string`", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(Dictionary<Version, string> A);",
            OldSample = """new M(new() { [new(1, 2)] = "x" })""",
            New = "[Message] public sealed partial record M(Dictionary<string, string> A);",
            NewSample = """new M(new() { ["1.3"] = "y" })""",
            OldSees = """{"a":{"1.3":"y"}}""",
            NewSees = """{"a":{"1.2":"x"}}""",
            OldSeesJson = """{"a":{"1.3":"y"}}""",
            NewSeesJson = """{"a":{"1.2":"x"}}""",
        },
        new("a map's key of `string` becomes `Version`", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(Dictionary<string, string> A);",
            OldSample = """new M(new() { ["one"] = "x" })""",
            New = "[Message] public sealed partial record M(Dictionary<Version, string> A);",
            NewSample = """new M(new() { [new(1, 3)] = "y" })""",
            OldSees = """{"a":{"1.3":"y"}}""",
            NewSees = "refused",
            OldSeesJson = """{"a":{"1.3":"y"}}""",
            NewSeesJson = "refused",
        },
        new("a map's key of `char` or `TimeOnly` becomes a number", Verdict.BreaksJson)
        {
            Old = "[Message] public sealed partial record M(Dictionary<char, string> A);",
            OldSample = """new M(new() { ['a'] = "x" })""",
            New = "[Message] public sealed partial record M(Dictionary<ushort, string> A);",
            NewSample = """new M(new() { [98] = "y" })""",
            OldSees = """{"a":{"b":"y"}}""",
            NewSees = """{"a":{"97":"x"}}""",
            OldSeesJson = "refused",
            NewSeesJson = "refused",
        },
        new("a map's key of `DateOnly` becomes a number", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(Dictionary<DateOnly, string> A);",
            OldSample = """new M(new() { [new(2026, 1, 2)] = "x" })""",
            New = "[Message] public sealed partial record M(Dictionary<short, string> A);",
            NewSample = """new M(new() { [98] = "y" })""",
            OldSees = """{"a":{"0001-04-09":"y"}}""",
            NewSees = "refused",
            OldSeesJson = "refused",
            NewSeesJson = "refused",
        },
        new("a field becomes of another message type", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(Price? A); " + Price,
            OldSample = "new M(new Price(5))",
            New = "[Message] public sealed partial record M(Name? A); [Message] public sealed partial record Name(string Text);",
            NewSample = """new M(new Name("x"))""",
            OldSees = "refused",
            NewSees = "refused",
            OldSeesJson = """{"a":{"cents":0}}""",
            NewSeesJson = """{"a":{"text":""}}""",
        },
    ];
}
