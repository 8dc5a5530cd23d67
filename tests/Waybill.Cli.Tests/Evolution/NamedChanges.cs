using Waybill.Schemas;

namespace Waybill.Cli.Tests.Evolution;

/// <summary>What has a name of its own: cases of unions, values of enums, messages.</summary>
internal static class NamedChanges
{
    private const string State = "public enum State { Open, Paid }";

    public static IReadOnlyList<Change> All { get; } =
    [
        new("a union gets a case", Verdict.Breaks)
        {
            Old = "[Message, Union] public abstract partial record M { private M() { } public sealed record A(int X) : M; }",
            OldSample = "new M.A(7)",
            New =
                "[Message, Union] public abstract partial record M { private M() { } public sealed record A(int X) : M; public sealed record B(int Y) : M; }",
            NewSample = "new M.B(8)",
            OldSees = "refused",
            NewSees = """{"a":{"x":7}}""",
            OldSeesJson = "refused",
            NewSeesJson = """{"a":{"x":7}}""",
        },
        new("a union loses a case, its number and name reserved", Verdict.Breaks)
        {
            Old =
                "[Message, Union] public abstract partial record M { private M() { } public sealed record A(int X) : M; public sealed record B(int Y) : M; }",
            OldSample = "new M.B(8)",
            New =
                "[Message, Union, Reserved(2, \"B\")] public abstract partial record M { private M() { } public sealed record A(int X) : M; }",
            NewSample = "new M.A(7)",
            OldSees = """{"a":{"x":7}}""",
            NewSees = "refused",
            OldSeesJson = """{"a":{"x":7}}""",
            NewSeesJson = "refused",
        },
        new("a message becomes a union, or the reverse", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(Card? Card); [Message] public sealed partial record Card(int X);",
            OldSample = "new M(new Card(7))",
            New = "[Message, Union] public abstract partial record M { private M() { } public sealed record Card(int X) : M; }",
            NewSample = "new M.Card(8)",
            OldSees = """{"card":{"x":8}}""",
            NewSees = """{"card":{"x":7}}""",
            OldSeesJson = """{"card":{"x":8}}""",
            NewSeesJson = """{"card":{"x":7}}""",
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
        new("a case of a union is renamed, its number pinned", Verdict.BreaksJson)
        {
            Old =
                "[Message, Union] public abstract partial record M { private M() { } public sealed record Card(int N) : M; public sealed record Cash(int C) : M; }",
            OldSample = "new M.Card(7)",
            New =
                "[Message, Union] public abstract partial record M { private M() { } public sealed record Cash(int C) : M; [Field(1)] public sealed record Kard(int N) : M; }",
            NewSample = "new M.Kard(8)",
            OldSees = """{"card":{"n":8}}""",
            NewSees = """{"kard":{"n":7}}""",
            OldSeesJson = "refused",
            NewSeesJson = "refused",
        },
        new("an enum gets a value", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(State A); " + State,
            OldSample = "new M(State.Paid)",
            New = "[Message] public sealed partial record M(State A); public enum State { Open, Paid, Sent }",
            NewSample = "new M(State.Sent)",
            OldSees = """{"a":2}""",
            NewSees = """{"a":1}""",
            OldSeesJson = """{"a":2}""",
            NewSeesJson = """{"a":1}""",
        },
        new("an enum gets a value that the type under it had no room for", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(State A); public enum State : byte { Open, Paid }",
            OldSample = "new M(State.Paid)",
            New = "[Message] public sealed partial record M(State A); public enum State { Open, Paid, Sent = 300 }",
            NewSample = "new M(State.Sent)",
            OldSees = "refused",
            NewSees = """{"a":1}""",
            OldSeesJson = "refused",
            NewSeesJson = """{"a":1}""",
            IsOutOfRange = true,
        },
        new("an enum gets its first value beyond the middle of 64 bits", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(State A); " + State,
            OldSample = "new M((State)(-7))",
            New = "[Message] public sealed partial record M(State A); public enum State : ulong { Open, Paid, Top = 1UL << 63 }",
            NewSample = "new M((State)(ulong.MaxValue - 7))",
            OldSees = """{"a":-8}""",
            NewSees = """{"a":18446744073709551609}""",
            OldSeesJson = "refused",
            NewSeesJson = "refused",
        },
        new("an enum that had a value beyond the middle of 64 bits gets one below 0", Verdict.Breaks)
        {
            Older = "[Message] public sealed partial record M(State A); public enum State : ulong { Open, Paid, Top = 1UL << 63 }",
            Old = "[Message] public sealed partial record M(State A); public enum State : ulong { Open, Paid }",
            OldSample = "new M((State)(ulong.MaxValue - 6))",
            New = "[Message] public sealed partial record M(State A); public enum State : long { Open, Paid, Bad = -1 }",
            NewSample = "new M((State)(-8))",
            OldSees = """{"a":18446744073709551608}""",
            NewSees = """{"a":-7}""",
            OldSeesJson = "refused",
            NewSeesJson = "refused",
        },
        new("an enum's value is renamed", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(State A); " + State,
            OldSample = "new M(State.Paid)",
            New = "[Message] public sealed partial record M(State A); public enum State { Open, Settled }",
            NewSample = "new M(State.Settled)",
            OldSees = """{"a":1}""",
            NewSees = """{"a":1}""",
            OldSeesJson = """{"a":1}""",
            NewSeesJson = """{"a":1}""",
        },
        new("an enum's value is removed", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(State A); " + State,
            OldSample = "new M(State.Paid)",
            New = "[Message] public sealed partial record M(State A); public enum State { Open }",
            NewSample = "new M(State.Open)",
            OldSees = """{"a":0}""",
            NewSees = """{"a":1}""",
            OldSeesJson = """{"a":0}""",
            NewSeesJson = """{"a":1}""",
        },
        new("an enum's value gets another number", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(State A); " + State,
            OldSample = "new M(State.Paid)",
            New = "[Message] public sealed partial record M(State A); public enum State { Open, Paid = 5 }",
            NewSample = "new M(State.Paid)",
            OldSees = """{"a":5}""",
            NewSees = """{"a":1}""",
            OldSeesJson = """{"a":5}""",
            NewSeesJson = """{"a":1}""",
        },
        new("an enum's value gets the number of one that was removed", Verdict.Breaks)
        {
            Older = "[Message] public sealed partial record M(State A); public enum State { Open, Paid, Void }",
            Old = "[Message] public sealed partial record M(State A); public enum State { Open, Paid }",
            OldSample = "new M((State)2)",
            New = "[Message] public sealed partial record M(State A); public enum State { Open, Paid, Sent }",
            NewSample = "new M(State.Sent)",
            OldSees = """{"a":2}""",
            NewSees = """{"a":2}""",
            OldSeesJson = """{"a":2}""",
            NewSeesJson = """{"a":2}""",
        },
        new("an enum is renamed or moved", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(State A); public enum State { Open, Paid }",
            OldSample = "new M(State.Paid)",
            New = "[Message] public sealed partial record M(Status A); public enum Status { Open, Paid, Sent }",
            NewSample = "new M(Status.Sent)",
            OldSees = """{"a":2}""",
            NewSees = """{"a":1}""",
            OldSeesJson = """{"a":2}""",
            NewSeesJson = """{"a":1}""",
        },
        new("an enum is renamed, and its values are not as before", Verdict.Breaks)
        {
            Older = "[Message] public sealed partial record M(State A); public enum State { Open, Paid, Void }",
            Old = "[Message] public sealed partial record M(State A); public enum State { Open, Paid }",
            OldSample = "new M((State)2)",
            New = "[Message] public sealed partial record M(Status A); public enum Status { Open, Paid, Sent }",
            NewSample = "new M(Status.Sent)",
            OldSees = """{"a":2}""",
            NewSees = """{"a":2}""",
            OldSeesJson = """{"a":2}""",
            NewSeesJson = """{"a":2}""",
        },
        new("an enum becomes an integer", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(State A); " + State,
            OldSample = "new M(State.Paid)",
            New = "[Message] public sealed partial record M(int A);",
            NewSample = "new M(1)",
            OldSees = """{"a":1}""",
            NewSees = """{"a":1}""",
            OldSeesJson = """{"a":1}""",
            NewSeesJson = """{"a":1}""",
        },
        new("an enum becomes an integer, and a value does not fit", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(State A); " + State,
            OldSample = "new M((State)(-7))",
            New = "[Message] public sealed partial record M(uint A);",
            NewSample = "new M(3_000_000_000)",
            OldSees = "refused",
            NewSees = "refused",
            OldSeesJson = "refused",
            NewSeesJson = "refused",
            IsOutOfRange = true,
        },
        new("an enum becomes `ulong`, or the reverse", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(State A); " + State,
            OldSample = "new M((State)(-7))",
            New = "[Message] public sealed partial record M(ulong A);",
            NewSample = "new M(ulong.MaxValue - 7)",
            OldSees = """{"a":-8}""",
            NewSees = """{"a":18446744073709551609}""",
            OldSeesJson = "refused",
            NewSeesJson = "refused",
        },
        new("an enum of `ulong`, one of whose values tells, becomes `ulong`", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(State A); public enum State : ulong { Open, All = ulong.MaxValue }",
            OldSample = "new M(State.All)",
            New = "[Message] public sealed partial record M(ulong A);",
            NewSample = "new M(ulong.MaxValue - 7)",
            OldSees = """{"a":18446744073709551608}""",
            NewSees = """{"a":18446744073709551615}""",
            OldSeesJson = """{"a":18446744073709551608}""",
            NewSeesJson = """{"a":18446744073709551615}""",
        },
        new("a message or an enum is added", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(int A);",
            OldSample = "new M(7)",
            New =
                "[Message] public sealed partial record M(int A); [Message] public sealed partial record N(State B); public enum State { Open, Paid }",
            NewSample = "new M(8)",
            OldSees = """{"a":8}""",
            NewSees = """{"a":7}""",
            OldSeesJson = """{"a":8}""",
            NewSeesJson = """{"a":7}""",
        },
        new("a message is renamed", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(int A);",
            OldSample = "new M(7)",
            New = "[Message(Name = \"other\")] public sealed partial record M(int A);",
            NewSample = "new M(8)",
            OldSees = """{"a":8}""",
            NewSees = """{"a":7}""",
            OldSeesJson = """{"a":8}""",
            NewSeesJson = """{"a":7}""",
        },
        new("a nested message is renamed", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(Tree A); [Message] public sealed partial record Tree(int X);",
            OldSample = "new M(new(7))",
            New = "[Message] public sealed partial record M(Node A); [Message] public sealed partial record Node(int X);",
            NewSample = "new M(new(8))",
            OldSees = """{"a":{"x":8}}""",
            NewSees = """{"a":{"x":7}}""",
            OldSeesJson = """{"a":{"x":8}}""",
            NewSeesJson = """{"a":{"x":7}}""",
        },
        new("a nested message is renamed, its name on the wire kept", Verdict.Compatible)
        {
            Old = "[Message] public sealed partial record M(Tree A); [Message] public sealed partial record Tree(int X);",
            OldSample = "new M(new(7))",
            New = "[Message] public sealed partial record M(Node A); [Message(Name = \"Tree\")] public sealed partial record Node(int X);",
            NewSample = "new M(new(8))",
            OldSees = """{"a":{"x":8}}""",
            NewSees = """{"a":{"x":7}}""",
            OldSeesJson = """{"a":{"x":8}}""",
            NewSeesJson = """{"a":{"x":7}}""",
        },
        new("a nested message is renamed, and its members have other numbers", Verdict.Breaks)
        {
            Old = "[Message] public sealed partial record M(Tree A); [Message] public sealed partial record Tree([Field(3)] int X);",
            OldSample = "new M(new(7))",
            New = "[Message] public sealed partial record M(Node A); [Message] public sealed partial record Node(int X);",
            NewSample = "new M(new(8))",
            OldSees = """{"a":{"x":0}}""",
            NewSees = """{"a":{"x":0}}""",
            OldSeesJson = """{"a":{"x":8}}""",
            NewSeesJson = """{"a":{"x":7}}""",
        },
    ];
}
