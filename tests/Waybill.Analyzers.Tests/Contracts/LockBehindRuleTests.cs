using Microsoft.CodeAnalysis;
using Waybill.Analyzers.Contracts;
using Waybill.Analyzers.Tests.Harness;
using Waybill.CodeFixes.Contracts;

namespace Waybill.Analyzers.Tests.Contracts;

public sealed class LockBehindRuleTests
{
    [Theory]
    [InlineData("string Id, string Note, State State")]
    // What breaks readers is WB1005's.
    [InlineData("string Id, State State")]
    [InlineData("int Id, string Note, State State")]
    [InlineData("string Id, string [|New|], string Note, State State")]
    [InlineData("string? [|Id|], string Note, State State")]
    [InlineData("string Id, string Note, int [|State|]")]
    public Task Reports_what_the_file_does_not_know(string members) =>
        Rule<LockBehindRule>.CheckWithFileAsync(
            $"[Message] public sealed partial record Order({members}); public enum State {{ Open, Paid }}",
            Locked.File,
            Locked.Order
        );

    [Theory]
    [InlineData("[Message] public sealed partial record [|Other|];")]
    [InlineData("[Message] public sealed partial record [|Other|](int A, int B);")]
    public Task Reports_a_message_that_the_file_does_not_know_once(string source) =>
        Rule<LockBehindRule>.CheckWithFileAsync(Locked.Source + source, Locked.File, Locked.Order);

    [Fact]
    public Task Reports_new_and_renamed_values() =>
        Rule<LockBehindRule>.CheckWithFileAsync(
            Locked.Source.Replace("{ Open, Paid }", "{ Open, [|Settled|], [|Shipped|] }", StringComparison.Ordinal)
                + " public enum Unsent { A }",
            Locked.File,
            Locked.Order
        );

    /// <summary>What a merge may leave, of which then nobody sees what changes.</summary>
    [Theory]
    [InlineData("public sealed partial record Order(string Id, string Note, State [|State|], State Then)")]
    // What the message is now, it is with a change that is reported of its own.
    [InlineData("public sealed partial record Order(string Id, string Note, int [|State|])")]
    [InlineData("public sealed partial record Order(string Id, string Note)")]
    public Task Reports_once_an_enum_that_the_file_has_lost(string order) =>
        Rule<LockBehindRule>.CheckWithFileAsync(
            $"[Message] {order}; [Message] public sealed partial record Parcel(State State); public enum State {{ Open, Paid }}",
            Locked.File,
            Locked.Text(
                "message Order",
                "field Order 1 Id id singular string",
                "field Order 2 Note note singular string",
                "field Order 3 State state singular enum~State",
                "field Order 4 Then then singular enum~State",
                "message Parcel",
                "field Parcel 1 State state singular enum~State"
            )
        );

    [Fact]
    public Task Writes_an_enum_that_the_file_has_lost() =>
        Rule<LockBehindRule>.CheckFixWithFileAsync<LockBehindFix>(
            Locked.File,
            Locked.Source.Replace("State State", "State [|State|]", StringComparison.Ordinal),
            Locked.Order[..Locked.Order.IndexOf("\nenum", StringComparison.Ordinal)],
            Locked.Source,
            Locked.Order
        );

    /// <summary>The message that bears the old name is an error of its own, and its bytes mean what they meant.</summary>
    [Fact]
    public Task Keeps_the_enum_of_a_message_that_has_gone() =>
        Rule<LockBehindRule>.CheckFixWithFileAsync<LockBehindFix>(
            Locked.File,
            "[Message] public sealed partial record [|Bill|](Kind Kind); public enum Kind { A }",
            Locked.Order,
            "[Message] public sealed partial record Bill(Kind Kind); public enum Kind { A }",
            Locked.Text("message Bill", "field Bill 1 Kind kind singular enum~Kind", "enum Kind", "value Kind 0 A")
                + Locked.Order[(Locked.Order.IndexOf('\n', StringComparison.Ordinal) + 1)..]
        );

    [Fact]
    public Task Is_silent_without_a_lock_file() => Rule<LockBehindRule>.CheckAsync(Locked.Source);

    [Theory]
    [InlineData("ContinuousIntegrationBuild = true", DiagnosticSeverity.Error)]
    [InlineData("ContinuousIntegrationBuild = True", DiagnosticSeverity.Error)]
    [InlineData("_IsPacking = true", DiagnosticSeverity.Error)]
    [InlineData("ContinuousIntegrationBuild = false", DiagnosticSeverity.Warning)]
    [InlineData("ContinuousIntegrationBuild =", DiagnosticSeverity.Warning)]
    public Task Is_an_error_where_what_is_built_is_shipped(string property, DiagnosticSeverity severity) =>
        Rule<LockBehindRule>.CheckSeverityAsync(
            Locked.Source + "[Message] public sealed partial record {|#0:Other|};",
            Locked.File,
            Locked.Order,
            property,
            severity
        );

    [Fact]
    public Task Writes_all_that_breaks_nobody() =>
        Rule<LockBehindRule>.CheckFixWithFileAsync<LockBehindFix>(
            Locked.File,
            """
            [Message] public sealed partial record Order(string [|New|], string Id, string Note, State State, int [|Newer|]);
            [Message] public sealed partial record [|Other|](int A);
            [Message] public sealed partial record Broken(string A, int B);
            public enum State { Open, Paid }
            """,
            Locked.Order + Locked.Lines("message Broken", "field Broken 1 A a singular int32", "field Broken 2 B b singular int32"),
            """
            [Message] public sealed partial record Order(string New, string Id, string Note, State State, int Newer);
            [Message] public sealed partial record Other(int A);
            [Message] public sealed partial record Broken(string A, int B);
            public enum State { Open, Paid }
            """,
            Locked.Text(
                "message Broken",
                "field Broken 1 A a singular int32",
                "field Broken 2 B b singular int32",
                "message Order",
                "field Order 1 Id id singular string",
                "field Order 2 Note note singular string",
                "field Order 3 State state singular enum~State",
                "field Order 4 New new singular string",
                "field Order 5 Newer newer singular int32",
                "message Other",
                "field Other 1 A a singular int32",
                "enum State",
                "value State 0 Open",
                "value State 1 Paid"
            )
        );
}
