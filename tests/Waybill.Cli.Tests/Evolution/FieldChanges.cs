using Waybill.Schemas;

namespace Waybill.Cli.Tests.Evolution;

/// <summary>Fields that come, go, move, or are called something else.</summary>
internal static class FieldChanges
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
        new("a field is added that has a default", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(string Id);",
            OldSample = """new M("a")""",
            New = "[Message] public sealed partial record M(string Id, int Count = 5);",
            NewSample = """new M("a", 7)""",
            OldSees = """{"id":"a"}""",
            NewSees = """{"id":"a","count":5}""",
            OldSeesJson = """{"id":"a"}""",
            NewSeesJson = """{"id":"a","count":5}""",
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
        new("a field is renamed, its number pinned and its name in JSON kept", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(string Note);",
            OldSample = """new M("x")""",
            New =
                """[Message] public sealed partial record M([Field(1)][property: System.Text.Json.Serialization.JsonPropertyName("note")] string Remark);""",
            NewSample = """new M("y")""",
            OldSees = """{"note":"y"}""",
            NewSees = """{"note":"x"}""",
            OldSeesJson = """{"note":"y"}""",
            NewSeesJson = """{"note":"x"}""",
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
        new("a field gets the number that another had", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(string A);",
            OldSample = """new M("x")""",
            New = "[Message] public sealed partial record M([Field(2)] string A, [Field(1)] string B);",
            NewSample = """new M("y", "z")""",
            OldSees = """{"a":"z"}""",
            NewSees = """{"a":"","b":"x"}""",
            OldSeesJson = """{"a":"y"}""",
            NewSeesJson = """{"a":"x","b":""}""",
        },
        new("a number or name is reserved", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(string A);",
            OldSample = """new M("x")""",
            New = """[Message, Reserved(7, "Gone")] public sealed partial record M(string A);""",
            NewSample = """new M("y")""",
            OldSees = """{"a":"y"}""",
            NewSees = """{"a":"x"}""",
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
        new("a field gets a name in JSON that differs in case or separators alone", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(string OrderId);",
            OldSample = """new M("x")""",
            New =
                """[Message] public sealed partial record M([property: System.Text.Json.Serialization.JsonPropertyName("order_id")] string OrderId);""",
            NewSample = """new M("y")""",
            OldSees = """{"orderId":"y"}""",
            NewSees = """{"order_id":"x"}""",
            OldSeesJson = """{"orderId":"y"}""",
            NewSeesJson = """{"order_id":"x"}""",
        },
        new("a field takes the name that another had in JSON", Verdict.BreaksJson)
        {
            Old = "[Message] public sealed partial record M(string Id, string Note);",
            OldSample = """new M("a", "x")""",
            New =
                "[Message, Reserved(2)] public sealed partial record M(string Id, [property: System.Text.Json.Serialization.JsonPropertyName(\"note\")] string Remark);",
            NewSample = """new M("b", "y")""",
            OldSees = """{"id":"b","note":""}""",
            NewSees = """{"id":"a","note":""}""",
            OldSeesJson = """{"id":"b","note":"y"}""",
            NewSeesJson = """{"id":"a","note":"x"}""",
        },
    ];
}
