using Waybill.Schemas;

namespace Waybill.Cli.Tests.Evolution;

/// <summary>Every change that the page has, in its order.</summary>
internal static class Changes
{
    private const string Price = "[Message] public sealed partial record Price(int Cents);";

    public static IReadOnlyList<Change> All { get; } =
    [
        new("a field is added", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(string Id);",
            OldSample = """new M("a")""",
            New = "[Message] public sealed partial record M(string Id, int Count);",
            NewSample = """new M("a", 7)""",
            OldSees = """{"id":"a"}""",
            NewSees = """{"id":"a","count":0}""",
            OldSeesJson = """{"id":"a"}""",
            NewSeesJson = """{"id":"a","count":0}""",
        },
        new("a collection is added", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(string Id);",
            OldSample = """new M("a")""",
            New = "[Message] public sealed partial record M(string Id, List<int> Counts);",
            NewSample = """new M("a", [7])""",
            OldSees = """{"id":"a"}""",
            NewSees = """{"id":"a","counts":[]}""",
            OldSeesJson = """{"id":"a"}""",
            NewSeesJson = """{"id":"a","counts":[]}""",
        },
        new("a nullable message is added", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(string Id);",
            OldSample = """new M("a")""",
            New = "[Message] public sealed partial record M(string Id, Price? Price); " + Price,
            NewSample = """new M("a", new Price(5))""",
            OldSees = """{"id":"a"}""",
            NewSees = """{"id":"a","price":null}""",
            OldSeesJson = """{"id":"a"}""",
            NewSeesJson = """{"id":"a","price":null}""",
        },
        new("a message is added that must be there", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(string Id);",
            OldSample = """new M("a")""",
            New = "[Message] public sealed partial record M(string Id, Price Price); " + Price,
            NewSample = """new M("a", new Price(5))""",
            OldSees = """{"id":"a"}""",
            NewSees = "refused",
            OldSeesJson = """{"id":"a"}""",
            NewSeesJson = "refused",
        },
        new("a field is removed, its number and name reserved", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(string Id, int Count);",
            OldSample = """new M("a", 7)""",
            New = "[Message, Reserved(2, \"Count\")] public sealed partial record M(string Id);",
            NewSample = """new M("a")""",
            OldSees = """{"id":"a","count":0}""",
            NewSees = """{"id":"a"}""",
            OldSeesJson = """{"id":"a","count":0}""",
            NewSeesJson = """{"id":"a"}""",
        },
        new("a field is removed, only its number reserved", Verdict.BreaksJson)
        {
            Old = "[Message] public sealed partial record M(string Id, int Count);",
            OldSample = """new M("a", 7)""",
            New = "[Message, Reserved(2)] public sealed partial record M(string Id);",
            NewSample = """new M("a")""",
            OldSees = """{"id":"a","count":0}""",
            NewSees = """{"id":"a"}""",
            OldSeesJson = """{"id":"a","count":0}""",
            NewSeesJson = """{"id":"a"}""",
        },
        new("a field is removed, its number not reserved", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(string Id, int Count);",
            OldSample = """new M("a", 7)""",
            New = "[Message] public sealed partial record M(string Id, [Field(2)] string Region);",
            NewSample = """new M("a", "eu")""",
            OldSees = "refused",
            NewSees = "refused",
            OldSeesJson = """{"id":"a","count":0}""",
            NewSeesJson = """{"id":"a","region":""}""",
        },
        new("a message is removed that must be there", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(string Id, Price Price); " + Price,
            OldSample = """new M("a", new Price(5))""",
            New = "[Message, Reserved(2, \"Price\")] public sealed partial record M(string Id); " + Price,
            NewSample = """new M("a")""",
            OldSees = "refused",
            NewSees = """{"id":"a"}""",
            OldSeesJson = "refused",
            NewSeesJson = """{"id":"a"}""",
        },
        new("a field is renamed, its number pinned", Verdict.BreaksJson)
        {
            Old = "[Message] public sealed partial record M(string Note);",
            OldSample = """new M("x")""",
            New = "[Message] public sealed partial record M([Field(1)] string Remark);",
            NewSample = """new M("y")""",
            OldSees = """{"note":"y"}""",
            NewSees = """{"remark":"x"}""",
            OldSeesJson = """{"note":""}""",
            NewSeesJson = """{"remark":""}""",
        },
        new("a field is moved, its number pinned", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(string A, string B);",
            OldSample = """new M("x", "y")""",
            New = "[Message] public sealed partial record M([Field(2)] string B, [Field(1)] string A);",
            NewSample = """new M("y", "x")""",
            OldSees = """{"a":"x","b":"y"}""",
            NewSees = """{"b":"y","a":"x"}""",
            OldSeesJson = """{"a":"x","b":"y"}""",
            NewSeesJson = """{"b":"y","a":"x"}""",
        },
        new("a field gets another number", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(string A);",
            OldSample = """new M("x")""",
            New = "[Message] public sealed partial record M([Field(5)] string A);",
            NewSample = """new M("y")""",
            OldSees = """{"a":""}""",
            NewSees = """{"a":""}""",
            OldSeesJson = """{"a":"y"}""",
            NewSeesJson = """{"a":"x"}""",
        },
        new("a field gets another name in JSON", Verdict.BreaksJson)
        {
            Old = "[Message] public sealed partial record M(string Note);",
            OldSample = """new M("x")""",
            New =
                "[Message] public sealed partial record M([property: System.Text.Json.Serialization.JsonPropertyName(\"remark\")] string Note);",
            NewSample = """new M("y")""",
            OldSees = """{"note":"y"}""",
            NewSees = """{"remark":"x"}""",
            OldSeesJson = """{"note":""}""",
            NewSeesJson = """{"remark":""}""",
        },
        new("a field takes the name that another had in JSON", Verdict.BreaksJson)
        {
            Old = "[Message] public sealed partial record M(string Id, string Note);",
            OldSample = """new M("a", "x")""",
            New =
                "[Message, Reserved(2, \"Note\")] public sealed partial record M(string Id, [property: System.Text.Json.Serialization.JsonPropertyName(\"note\")] string Remark);",
            NewSample = """new M("b", "y")""",
            OldSees = """{"id":"b","note":""}""",
            NewSees = """{"id":"a","note":""}""",
            OldSeesJson = """{"id":"b","note":"y"}""",
            NewSeesJson = """{"id":"a","note":"x"}""",
        },
        new("an integer becomes wider", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(int A);",
            OldSample = "new M(-7)",
            New = "[Message] public sealed partial record M(long A);",
            NewSample = "new M(-8)",
            OldSees = """{"a":-8}""",
            NewSees = """{"a":-7}""",
            OldSeesJson = """{"a":-8}""",
            NewSeesJson = """{"a":-7}""",
        },
        new("an integer becomes narrower, and the value fits", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(long A);",
            OldSample = "new M(-7)",
            New = "[Message] public sealed partial record M(int A);",
            NewSample = "new M(-8)",
            OldSees = """{"a":-8}""",
            NewSees = """{"a":-7}""",
            OldSeesJson = """{"a":-8}""",
            NewSeesJson = """{"a":-7}""",
        },
        new("an integer becomes wider or narrower, and a value does not fit", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(int A);",
            OldSample = "new M(-7)",
            New = "[Message] public sealed partial record M(long A);",
            NewSample = "new M(3_000_000_000)",
            OldSees = "refused",
            NewSees = """{"a":-7}""",
            OldSeesJson = "refused",
            NewSeesJson = """{"a":-7}""",
            IsOutOfRange = true,
        },
        new("an integer of 32 bits gets or loses its sign, and a value does not fit", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(int A);",
            OldSample = "new M(-7)",
            New = "[Message] public sealed partial record M(uint A);",
            NewSample = "new M(3_000_000_000)",
            OldSees = "refused",
            NewSees = "refused",
            OldSeesJson = "refused",
            NewSeesJson = "refused",
            IsOutOfRange = true,
        },
        new("`ulong` becomes `long` or `int`, or the reverse", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(ulong A);",
            OldSample = "new M(ulong.MaxValue - 6)",
            New = "[Message] public sealed partial record M(long A);",
            NewSample = "new M(-8)",
            OldSees = """{"a":18446744073709551608}""",
            NewSees = """{"a":-7}""",
            OldSeesJson = "refused",
            NewSeesJson = "refused",
        },
        new("`short` or `sbyte` becomes `int`, or the reverse", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(short A);",
            OldSample = "new M(7)",
            New = "[Message] public sealed partial record M(int A);",
            NewSample = "new M(8)",
            OldSees = """{"a":4}""",
            NewSees = """{"a":14}""",
            OldSeesJson = """{"a":8}""",
            NewSeesJson = """{"a":7}""",
        },
        new("`int` becomes `bool`", Verdict.BreaksJson)
        {
            Old = "[Message] public sealed partial record M(int A);",
            OldSample = "new M(1)",
            New = "[Message] public sealed partial record M(bool A);",
            NewSample = "new M(true)",
            OldSees = """{"a":1}""",
            NewSees = """{"a":true}""",
            OldSeesJson = "refused",
            NewSeesJson = "refused",
        },
        new("an integer becomes `double`", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(int A);",
            OldSample = "new M(7)",
            New = "[Message] public sealed partial record M(double A);",
            NewSample = "new M(8)",
            OldSees = "refused",
            NewSees = "refused",
            OldSeesJson = """{"a":8}""",
            NewSeesJson = """{"a":7}""",
        },
        new("`float` becomes `double`", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(float A);",
            OldSample = "new M(0.5f)",
            New = "[Message] public sealed partial record M(double A);",
            NewSample = "new M(0.25)",
            OldSees = "refused",
            NewSees = "refused",
            OldSeesJson = """{"a":0.25}""",
            NewSeesJson = """{"a":0.5}""",
        },
        new("`Half` becomes `float`", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(Half A);",
            OldSample = "new M((Half)1.5)",
            New = "[Message] public sealed partial record M(float A);",
            NewSample = "new M(2.5f)",
            OldSees = """{"a":2.5}""",
            NewSees = """{"a":1.5}""",
            OldSeesJson = """{"a":2.5}""",
            NewSeesJson = """{"a":1.5}""",
        },
        new("`float` becomes `Half`", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(float A);",
            OldSample = "new M(0.12345f)",
            New = "[Message] public sealed partial record M(Half A);",
            NewSample = "new M((Half)2.5)",
            OldSees = """{"a":2.5}""",
            NewSees = "refused",
            OldSeesJson = """{"a":2.5}""",
            NewSeesJson = """{"a":0.1235}""",
        },
        new("`decimal` becomes `double`", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(decimal A);",
            OldSample = "new M(0.5m)",
            New = "[Message] public sealed partial record M(double A);",
            NewSample = "new M(0.25)",
            OldSees = "refused",
            NewSees = "refused",
            OldSeesJson = """{"a":0.25}""",
            NewSeesJson = """{"a":0.5}""",
        },
        new("`string` becomes `byte[]`", Verdict.BreaksJson)
        {
            Old = "[Message] public sealed partial record M(string A);",
            OldSample = """new M("x")""",
            New = "[Message] public sealed partial record M(byte[] A);",
            NewSample = "new M([65])",
            OldSees = """{"a":"A"}""",
            NewSees = """{"a":"eA=="}""",
            OldSeesJson = """{"a":"QQ=="}""",
            NewSeesJson = "refused",
        },
        new("`byte[]` becomes `string`", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(byte[] A);",
            OldSample = "new M([255])",
            New = "[Message] public sealed partial record M(string A);",
            NewSample = """new M("y")""",
            OldSees = """{"a":"eQ=="}""",
            NewSees = "refused",
            OldSeesJson = "refused",
            NewSeesJson = """{"a":"/w=="}""",
        },
        new("`Guid` becomes `string`", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(Guid A);",
            OldSample = """new M(Guid.Parse("ffffffff-ffff-ffff-ffff-ffffffffffff"))""",
            New = "[Message] public sealed partial record M(string A);",
            NewSample = """new M("ffffffff-ffff-ffff-ffff-ffffffffffff")""",
            OldSees = "refused",
            NewSees = "refused",
            OldSeesJson = """{"a":"ffffffff-ffff-ffff-ffff-ffffffffffff"}""",
            NewSeesJson = """{"a":"ffffffff-ffff-ffff-ffff-ffffffffffff"}""",
        },
        new("`Guid` becomes `byte[]`", Verdict.BreaksJson)
        {
            Old = "[Message] public sealed partial record M(Guid A);",
            OldSample = """new M(Guid.Parse("ffffffff-ffff-ffff-ffff-ffffffffffff"))""",
            New = "[Message] public sealed partial record M(byte[] A);",
            NewSample = "new M(new byte[16])",
            OldSees = """{"a":"00000000-0000-0000-0000-000000000000"}""",
            NewSees = """{"a":"/////////////////////w=="}""",
            OldSeesJson = "refused",
            NewSeesJson = "refused",
        },
        new("`Uri` or `Version` becomes `string`", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(Version A);",
            OldSample = "new M(new Version(1, 2))",
            New = "[Message] public sealed partial record M(string A);",
            NewSample = """new M("1.3")""",
            OldSees = """{"a":"1.3"}""",
            NewSees = """{"a":"1.2"}""",
            OldSeesJson = """{"a":"1.3"}""",
            NewSeesJson = """{"a":"1.2"}""",
        },
        new("`string` becomes `Uri` or `Version`", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(string A);",
            OldSample = """new M("one")""",
            New = "[Message] public sealed partial record M(Version A);",
            NewSample = "new M(new Version(1, 2))",
            OldSees = """{"a":"1.2"}""",
            NewSees = "refused",
            OldSeesJson = """{"a":"1.2"}""",
            NewSeesJson = "refused",
        },
        new("a value gets a type of its own, which a converter writes as before", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(Guid A);",
            OldSample = """new M(new("0f8fad5b-d9cb-469f-a165-70867728950e"))""",
            New = """
                [Message] public sealed partial record M(Id A);
                [SerializeWith(typeof(IdConverter))] public readonly record struct Id(Guid Value);
                public sealed class IdConverter : IWireConverter<Id, Guid>
                {
                    public static Guid ToWire(Id value) => value.Value;
                    public static Id FromWire(Guid wire) => new(wire);
                }
                """,
            NewSample = """new M(new(new("7c9e6679-7425-40de-944b-e07fc1f90ae7")))""",
            OldSees = """{"a":"7c9e6679-7425-40de-944b-e07fc1f90ae7"}""",
            NewSees = """{"a":"0f8fad5b-d9cb-469f-a165-70867728950e"}""",
            OldSeesJson = """{"a":"7c9e6679-7425-40de-944b-e07fc1f90ae7"}""",
            NewSeesJson = """{"a":"0f8fad5b-d9cb-469f-a165-70867728950e"}""",
        },
        new("a value becomes nullable", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(int A);",
            OldSample = "new M(0)",
            New = "[Message] public sealed partial record M(int? A);",
            NewSample = "new M((int?)5)",
            OldSees = """{"a":5}""",
            NewSees = """{"a":null}""",
            OldSeesJson = """{"a":5}""",
            NewSeesJson = """{"a":0}""",
        },
        new("a nullable value becomes not nullable", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(int? A);",
            OldSample = "new M((int?)5)",
            New = "[Message] public sealed partial record M(int A);",
            NewSample = "new M(0)",
            OldSees = """{"a":null}""",
            NewSees = """{"a":5}""",
            OldSeesJson = """{"a":0}""",
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
        new("a map's key of `char`, `DateOnly` or `TimeOnly` becomes a number", Verdict.BreaksJson)
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
        new("a field becomes sensitive, or is so no more", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(string Card, [Sensitive] string Pin);",
            OldSample = """new M("x", "1")""",
            New = "[Message] public sealed partial record M([Sensitive] string Card, string Pin);",
            NewSample = """new M("y", "2")""",
            OldSees = """{"card":"y","pin":"2"}""",
            NewSees = """{"card":"x","pin":"1"}""",
            OldSeesJson = """{"card":"y","pin":"2"}""",
            NewSeesJson = """{"card":"x","pin":"1"}""",
        },
        .. TypeChanges.All,
    ];
}
