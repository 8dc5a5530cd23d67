using Waybill.Schemas;

namespace Waybill.Cli.Tests.Evolution;

/// <summary>Values that become of another type.</summary>
internal static class ScalarChanges
{
    public static IReadOnlyList<Change> All { get; } =
    [
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
        new("`Half` becomes `float`", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(Half A);",
            OldSample = "new M((Half)1.5)",
            New = "[Message] public sealed partial record M(float A);",
            NewSample = "new M(0.12345f)",
            OldSees = "refused",
            NewSees = """{"a":1.5}""",
            OldSeesJson = """{"a":0.1235}""",
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
        new("`char` or `TimeOnly` becomes a number", Verdict.BreaksJson)
        {
            Old = "[Message] public sealed partial record M(char A);",
            OldSample = "new M('a')",
            New = "[Message] public sealed partial record M(ushort A);",
            NewSample = "new M(98)",
            OldSees = """{"a":"b"}""",
            NewSees = """{"a":97}""",
            OldSeesJson = "refused",
            NewSeesJson = "refused",
        },
        new("`DateOnly` becomes a number", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(DateOnly A);",
            OldSample = "new M(new(2026, 1, 2))",
            New = "[Message] public sealed partial record M(short A);",
            NewSample = "new M(98)",
            OldSees = """{"a":"0001-04-09"}""",
            NewSees = "refused",
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
    ];
}
