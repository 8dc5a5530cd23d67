using System.Text;
using System.Text.Json;
using Waybill.Json.Tests.Support;
using Waybill.Messages.Tests.Shapes;
using Waybill.Messages.Tests.Support;

namespace Waybill.Json.Tests;

/// <summary>Every form of a value, in every kind of member: taken and refused as System.Text.Json takes and refuses it, and read as the same value.</summary>
public sealed class ReadingTests
{
    private static readonly string[] s_numbers =
    [
        "0",
        "-0",
        "1",
        "-1",
        "01",
        "-01",
        "00",
        "1.0",
        "1.50",
        "-1.50",
        "0.00",
        "-0.0",
        "1e2",
        "1E2",
        "1E+2",
        "1e-2",
        "-1e2",
        "0e0",
        "1e0",
        "12e-1",
        "127",
        "128",
        "-128",
        "-129",
        "255",
        "256",
        "32767",
        "32768",
        "65535",
        "65536",
        "2147483647",
        "2147483648",
        "-2147483648",
        "-2147483649",
        "4294967295",
        "4294967296",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "18446744073709551615",
        "18446744073709551616",
        "99999999999999999999999999999999999999999",
        "123456789012345678",
        "1234567890123456789",
        "79228162514264337593543950335",
        "79228162514264337593543950336",
        "0.1234567890123456789012345678901234567890",
        "0.30000000000000004",
        "9007199254740993",
        "9007199254740992.5",
        "1e308",
        "1e309",
        "-1e309",
        "1e400",
        "1e-400",
        "4.9e-324",
        "65504",
        "65520",
        "3.4028236e38",
        "1e39",
        "1e28",
        "1e29",
        "7.9228162514264337593543950335e28",
        "1e-28",
        "1e-29",
        "5e-29",
        "100000000000000000000e-20",
        "0.1e1",
        "123.456e2",
        "1.",
        "1.e5",
        "1e",
        "1e+",
        "-",
        "+1",
        ".5",
        "1.5.5",
        "1a",
        "0x10",
        "1 2",
        "Infinity",
        "NaN",
        "-Infinity",
        "1_000",
        "1,000",
        "--1",
    ];

    private static readonly string[] s_quotedNumbers =
    [
        "",
        " ",
        "5",
        " 5",
        "5 ",
        "+5",
        "-5",
        "--5",
        "-0",
        "0005",
        "-0005",
        "00",
        "1e2",
        "1E2",
        "1.5",
        "1.",
        ".5",
        "1,000",
        "0x10",
        "NaN",
        "nan",
        "Infinity",
        "infinity",
        "-Infinity",
        "+Infinity",
        "\\u0035",
        "5\\u0000",
        "1e400",
        "-1e400",
        "255",
        "256",
        "9223372036854775808",
        "18446744073709551615",
        "99999999999999999999",
        "79228162514264337593543950336",
        "true",
        "$5",
        "(5)",
        "5-",
        "\\u0663",
        "1e28",
        "1e29",
        "65504",
        "65520",
        "3.5e38",
        "0.1234567890123456789012345678901234567890",
    ];

    private static readonly string[] s_texts =
    [
        "a",
        "ab",
        "\\u00e4",
        "\u00e4",
        "\ud83d\ude00",
        "\\ud83d\\ude00",
        "\\ud83d",
        "\\ude00",
        "\\ude00\\ud83d",
        "\\ud83d\\u0041",
        "\\ud83dx",
        "\\n",
        "\\/",
        "\\\\",
        "\\\"",
        "\\x",
        "\\u12",
        "\\u123g",
        "\\",
        "\\u0000",
        "\u007f",
        "\t",
        "\n",
        "\u0001",
        "\u2028",
        "plain text that is a little longer than sixteen bytes",
        "a\\tlonger\\ttext with \u00fcml\u00e4uts, \\u20ac and \ud83d\ude80 in it that is by far longer than what is kept on the stack: "
            + Filler,
        "true",
        "null",
        "d8e4755d-67ad-d565-f519-dbc82b7c343b",
        "D8E4755D-67AD-D565-F519-DBC82B7C343B",
        "{d8e4755d-67ad-d565-f519-dbc82b7c343b}",
        "d8e4755d67add565f519dbc82b7c343b",
        "\\u00648e4755d-67ad-d565-f519-dbc82b7c343b",
        "d8e4755d-67ad-d565-f519-dbc82b7c343",
        "00000000-0000-0000-0000-000000000000",
        "AQID",
        "AQI=",
        "AQ==",
        "AQ=",
        "AQ",
        "A",
        "====",
        "AQ ID",
        " AQID",
        "AQ\\nID",
        "AQ\\r\\nI=",
        "AQID====",
        "+/+/",
        "-_-_",
        "\\u002b/+/",
        "\u00e4QID",
        "http://example.com/a?b=c#d",
        "relative/path",
        "//host",
        "http://",
        "urn:x",
        "http://ex\u00e4mple/",
        "1.2",
        "1.2.3",
        "1.2.3.4",
        "1",
        "1.2.3.4.5",
        "1.2.",
        " 1.2",
        "1.-2",
        "2147483648.0",
        "01.02",
        "1.2\\u002e3",
    ];

    private const string Filler =
        "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890";

    private static readonly string[] s_times =
    [
        "2026-01-31",
        "2026-01-31T12:30",
        "2026-01-31T12:30:15",
        "2026-01-31T12:30:15Z",
        "2026-01-31T12:30:15.5",
        "2026-01-31T12:30:15.5Z",
        "2026-01-31T12:30:15.1234567",
        "2026-01-31T12:30:15.1234567Z",
        "2026-01-31T12:30:15.12345678Z",
        "2026-01-31T12:30:15.1234567890123456Z",
        "2026-01-31T12:30:15.12345678901234567Z",
        "2026-01-31T12:30:15.Z",
        "2026-01-31T12:30:15.0000000Z",
        "2026-01-31T12:30:15+01:00",
        "2026-01-31T12:30:15-01:30",
        "2026-01-31T12:30:15.25+14:00",
        "2026-01-31T12:30:15+14:01",
        "2026-01-31T12:30:15-14:00",
        "2026-01-31T12:30:15+15:00",
        "2026-01-31T12:30:15+13:60",
        "2026-01-31T12:30:15+0100",
        "2026-01-31T12:30:15+01",
        "2026-01-31T12:30:15+1:00",
        "2026-01-31T12:30:15z",
        "2026-01-31t12:30:15Z",
        "2026-01-31 12:30:15Z",
        "2026-01-31T12:30Z",
        "2026-01-31T12:30+01:00",
        "2026-01-31T12Z",
        "2026-01-31T24:00:00Z",
        "2026-01-31T23:59:60Z",
        "2026-02-29T00:00:00Z",
        "2028-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-01-00T00:00:00Z",
        "2026-01-32T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00+01:00",
        "0001-01-01T00:00:00-01:00",
        "9999-12-31T23:59:59.9999999Z",
        "9999-12-31T23:59:59.9999999-01:00",
        "9999-12-31T23:59:59.99999999Z",
        "2026-1-31T12:30:15Z",
        "02026-01-31T12:30:15Z",
        "2026-01-31T12:30:15Z ",
        " 2026-01-31T12:30:15Z",
        "2026-01-31T12:30:15-00:00",
        "2026-01-31T12:30:15+00:00",
        "\\u00322026-01-31",
        "\\u0032026-01-31T12:30:15Z",
        "2026-01-31T12:30:15\\u005a",
        "2026-01-31T12:30:15.5\\u002b01:00",
        "2026/01/31",
        "31.01.2026",
        "2026-01-31T12:30:15,5Z",
        "2026-01-31T1a:30:15Z",
        "2026-01-3aT12:30:15Z",
        "2026-W05-6",
        "20260131T123015Z",
        "2026-01-31T12:3015Z",
        "2026-02-30",
        "\\u0032026-01-31",
        "2026-01-3",
        "00:00:00",
        "12:30:15",
        "12:30:15.5",
        "12:30:15.1234567",
        "12:30:15.12345678",
        "1:30:15",
        "12:30",
        "24:00:00",
        "23:59:59.9999999",
        "23:60:00",
        "-12:30:15",
        "1.12:30:15",
        "1.00:00:00",
        "10675199.02:48:05.4775807",
        "-10675199.02:48:05.4775808",
        "10675199.02:48:05.4775808",
        "99999999.00:00:00",
        " 12:30:15",
        "12:30:15 ",
        "012:30:15",
        "0012:30:15",
        "12:30:15.",
        "12:30:15.50",
        "12.30.15",
        "12:30:15:16",
        "\\u00312:30:15",
        "+12:30:15",
        "00012:30:15",
        "12:030:15",
    ];

    private static readonly string[] s_others =
    [
        "null",
        "true",
        "false",
        "True",
        "nul",
        "nulll",
        "truex",
        "{}",
        "[]",
        "[1]",
        "{\"a\":1}",
        "",
        "\"",
        "\"a",
        "'a'",
        "undefined",
        "// a comment\n1",
        "/* a comment */1",
        "1/* */",
        "\u00a01",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\"}",
        "{\"a\":}",
        "[1}",
        "{1:1}",
    ];

    public static TheoryData<string> Members =>
        [
            .. typeof(OptionalScalars).GetProperties().Select(member => member.Name),
            .. typeof(MoreOptionalScalars).GetProperties().Select(member => "More." + member.Name),
        ];

    [Theory]
    [MemberData(nameof(Members))]
    public void Every_form_is_taken_or_refused_as_the_oracle_does(string member)
    {
        var isMore = member.StartsWith("More.", StringComparison.Ordinal);
        var shape = JsonShapes.Get(isMore ? nameof(MoreOptionalScalars) : nameof(OptionalScalars));
        var name = JsonNamingPolicy.CamelCase.ConvertName(isMore ? member["More.".Length..] : member);
        var taken = 0;
        var wrong = new List<string>();
        foreach (var value in Values())
        {
            taken += Compare(shape, $"{{\"{name}\":{value}}}", wrong) ? 1 : 0;
            taken += Compare(shape, $"{{ \"{name}\" : {value} , \"unknown\" : {value} }}", wrong) ? 1 : 0;
            taken += Compare(shape, $"{{\"unknown\":{value}}}", wrong) ? 1 : 0;
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(taken > 50, $"Only {taken} forms are taken.");
    }

    [Theory]
    [InlineData("ints")]
    [InlineData("longs")]
    [InlineData("doubles")]
    [InlineData("decimals")]
    [InlineData("bools")]
    [InlineData("guids")]
    [InlineData("dates")]
    [InlineData("colors")]
    public void Elements_are_taken_or_refused_as_the_oracle_does(string member)
    {
        var wrong = new List<string>();
        foreach (var value in Values().Where(value => value != "null"))
        {
            Compare(JsonShapes.Get(nameof(OptionalArrays)), $"{{\"{member}\":[{value}]}}", wrong);
            Compare(JsonShapes.Get(nameof(OptionalArrays)), $"{{\"{member}\":[ {value} , {value} ]}}", wrong);
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Theory]
    [InlineData("byNumber")]
    [InlineData("words")]
    [InlineData("parts")]
    [InlineData("letters")]
    [InlineData("days")]
    [InlineData("texts")]
    public void Keys_are_taken_or_refused_as_the_oracle_does(string member)
    {
        var wrong = new List<string>();
        foreach (var value in Values())
        {
            Compare(JsonShapes.Get(nameof(OptionalMaps)), $"{{\"{member}\":{{{value}:\"AQID\"}}}}", wrong);
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    private static IEnumerable<string> Values() =>
        s_numbers.Concat(s_others).Concat(s_quotedNumbers.Concat(s_texts).Concat(s_times).Select(text => $"\"{text}\""));

    /// <returns>Whether the JSON is taken.</returns>
    internal static bool Compare(IJsonShape shape, string json, List<string> wrong)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        object? expected = null;
        Exception? refused = null;
        try
        {
            expected = shape.OracleDecode(bytes, Oracle.Web);
        }
        catch (JsonException exception)
        {
            refused = exception;
        }

        object? actual = null;
        MessageFormatException? error = null;
        try
        {
            actual = shape.Decode(bytes);
        }
        catch (MessageFormatException exception)
        {
            error = exception;
            Assert.InRange(error.ByteOffset, 0, bytes.Length);
        }

        if ((refused is null) != (error is null))
        {
            wrong.Add($"{json}: {refused?.Message ?? "taken"} against {error?.Message ?? "taken"}");
        }
        else if (refused is null && Deep.Difference(expected, actual) is { } difference)
        {
            wrong.Add($"{json}: {difference}");
        }

        return refused is null;
    }
}
