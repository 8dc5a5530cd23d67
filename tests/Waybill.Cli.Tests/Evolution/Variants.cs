namespace Waybill.Cli.Tests.Evolution;

/// <summary>The other changes of rows that name several.</summary>
internal static class Variants
{
    private const string State = "public enum State { Open, Paid }";

    public static IReadOnlyList<Change> All { get; } =
    [
        Changes.Row("an integer becomes wider or narrower, and a value does not fit").Reversed("narrower"),
        Changes.Row("an integer of 32 bits gets or loses its sign, and a value does not fit").Reversed("gets"),
        Changes.Row("`ulong` becomes `long` or `int`, or the reverse").Reversed("the reverse"),
        Of("`ulong` becomes `long` or `int`, or the reverse", "`int`") with
        {
            Old = "[Message] public sealed partial record M(ulong A);",
            OldSample = "new M(ulong.MaxValue - 6)",
            New = "[Message] public sealed partial record M(int A);",
            NewSample = "new M(-8)",
            OldSees = """{"a":18446744073709551608}""",
            NewSees = """{"a":-7}""",
            OldSeesJson = "refused",
            NewSeesJson = "refused",
        },
        Changes.Row("`short` or `sbyte` becomes `int`, or the reverse").Reversed("the reverse"),
        Of("`short` or `sbyte` becomes `int`, or the reverse", "`sbyte`") with
        {
            Old = "[Message] public sealed partial record M(sbyte A);",
            OldSample = "new M(7)",
            New = "[Message] public sealed partial record M(int A);",
            NewSample = "new M(8)",
            OldSees = """{"a":4}""",
            NewSees = """{"a":14}""",
            OldSeesJson = """{"a":8}""",
            NewSeesJson = """{"a":7}""",
        },
        Of("`char` or `TimeOnly` becomes a number", "`TimeOnly`") with
        {
            Old = "[Message] public sealed partial record M(TimeOnly A);",
            OldSample = "new M(new(0, 0, 1))",
            New = "[Message] public sealed partial record M(ulong A);",
            NewSample = "new M(20_000_000)",
            OldSees = """{"a":"00:00:02"}""",
            NewSees = """{"a":10000000}""",
            OldSeesJson = "refused",
            NewSeesJson = "refused",
        },
        Of("a map's key of `char` or `TimeOnly` becomes a number", "`TimeOnly`") with
        {
            Old = "[Message] public sealed partial record M(Dictionary<TimeOnly, string> A);",
            OldSample = """new M(new() { [new(0, 0, 1)] = "x" })""",
            New = "[Message] public sealed partial record M(Dictionary<ulong, string> A);",
            NewSample = """new M(new() { [20_000_000] = "y" })""",
            OldSees = """{"a":{"00:00:02":"y"}}""",
            NewSees = """{"a":{"10000000":"x"}}""",
            OldSeesJson = "refused",
            NewSeesJson = "refused",
        },
        Of("`Uri` or `Version` becomes `string`", "`Uri`") with
        {
            Old = "[Message] public sealed partial record M(Uri A);",
            OldSample = """new M(new("a/b", UriKind.Relative))""",
            New = "[Message] public sealed partial record M(string A);",
            NewSample = """new M("https://a/")""",
            OldSees = """{"a":"https://a/"}""",
            NewSees = """{"a":"a/b"}""",
            OldSeesJson = """{"a":"https://a/"}""",
            NewSeesJson = """{"a":"a/b"}""",
        },
        Of("`string` becomes `Uri` or `Version`", "`Uri`") with
        {
            Old = "[Message] public sealed partial record M(string A);",
            OldSample = """new M("https://")""",
            New = "[Message] public sealed partial record M(Uri A);",
            NewSample = """new M(new("a/b", UriKind.Relative))""",
            OldSees = """{"a":"a/b"}""",
            NewSees = "refused",
            OldSeesJson = """{"a":"a/b"}""",
            NewSeesJson = "refused",
        },
        Of("a text or bytes become nullable, or the reverse", "bytes") with
        {
            Old = "[Message] public sealed partial record M(byte[] A);",
            OldSample = "new M([])",
            New = "[Message] public sealed partial record M(byte[]? A);",
            NewSample = "new M((byte[]?)null)",
            OldSees = """{"a":""}""",
            NewSees = """{"a":null}""",
            OldSeesJson = """{"a":""}""",
            NewSeesJson = """{"a":""}""",
        },
        Changes.Row("a text or bytes become nullable, or the reverse").Reversed("the reverse"),
        Changes.Row("a value becomes a list, or the reverse").Reversed("the reverse"),
        Changes.Row("a text becomes a list of texts, or the reverse").Reversed("the reverse"),
        Changes.Row("a map's key becomes wider or narrower").Reversed("narrower"),
        Changes.Row("a map's key of `ulong` becomes `long` or `int`, or the reverse").Reversed("the reverse"),
        Of("a map's key of `ulong` becomes `long` or `int`, or the reverse", "`int`") with
        {
            Old = "[Message] public sealed partial record M(Dictionary<ulong, string> A);",
            OldSample = """new M(new() { [ulong.MaxValue - 6] = "x" })""",
            New = "[Message] public sealed partial record M(Dictionary<int, string> A);",
            NewSample = """new M(new() { [-8] = "y" })""",
            OldSees = """{"a":{"18446744073709551608":"y"}}""",
            NewSees = """{"a":{"-7":"x"}}""",
            OldSeesJson = "refused",
            NewSeesJson = "refused",
        },
        Of("a value gets a default that is not zero", "and was nullable") with
        {
            Old = "[Message] public sealed partial record M(bool? A);",
            OldSample = "new M((bool?)null)",
            New = "[Message] public sealed partial record M(bool A = true);",
            NewSample = "new M(false)",
            OldSees = """{"a":false}""",
            NewSees = """{"a":true}""",
            OldSeesJson = """{"a":false}""",
            NewSeesJson = "refused",
        },
        Changes.Row("a message becomes a union, or the reverse").Reversed("the reverse"),
        Of("an enum is renamed, and its values are not as before", "beyond the middle of 64 bits") with
        {
            Old = "[Message] public sealed partial record M(State A); " + State,
            OldSample = "new M((State)(-7))",
            New = "[Message] public sealed partial record M(Status A); public enum Status : ulong { Open, Paid, Top = 1UL << 63 }",
            NewSample = "new M((Status)(ulong.MaxValue - 7))",
            OldSees = """{"a":-8}""",
            NewSees = """{"a":18446744073709551609}""",
            OldSeesJson = "refused",
            NewSeesJson = "refused",
        },
        Changes.Row("an enum becomes `ulong`, or the reverse").Reversed("the reverse"),
    ];

    private static Change Of(string row, string variant) => Changes.Row(row) with { Variant = variant, Older = null };
}
