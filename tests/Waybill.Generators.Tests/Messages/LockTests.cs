using Microsoft.CodeAnalysis;
using Waybill.Generators.Tests.Harness;

namespace Waybill.Generators.Tests.Messages;

/// <summary>The lock file decides which numbers fields have, and an edit of it makes anew what it speaks of and nothing else.</summary>
public sealed class LockTests
{
    private const string Order = "[Waybill.Message] public sealed partial record Order(string Id, string Note);";
    private const string Ping = "[Waybill.Message] public sealed partial record Ping(int Number);";

    private static string Lock(params string[] lines) =>
        "waybill-lock 1\n" + string.Concat(lines.Select(line => line.Replace(' ', '\t') + "\n"));

    private static string Fields(string declaration, string text, string path = "waybill.lock") =>
        Fields(new GeneratorHarness().WithFile(path, text).Run($"using Waybill; [Message] {declaration}").AssertClean(), "M");

    private static string Fields(GeneratorRun run, string message) =>
        run.Source($"{message}.Message.g.cs").Split('\n').Single(line => line.Contains("Fields = ", StringComparison.Ordinal)).Split('"')[
            1
        ];

    [Theory]
    [InlineData("public sealed partial record M(int A, int B);", "A B")]
    [InlineData("public sealed partial record M(int B, int A);", "A B")]
    // A new member has a number that nobody had, wherever it stands.
    [InlineData("public sealed partial record M(int New, int A, int B);", "A B New=7")]
    [InlineData("public sealed partial record M(int A, int New);", "A New=7")]
    [InlineData("public sealed partial record M([Field(40)] int New, int A, int Newer, int B);", "A B New=40 Newer")]
    [InlineData("[Reserved(7, 9)] public sealed partial record M(int A, int B, int New);", "A B New=10")]
    [InlineData("public sealed partial record M(int A, [Field(18999)] int New, int Newer);", "A New=18999 Newer=20000")]
    [InlineData("public sealed partial record M(int A, [Field(-1)] int B, int New);", "A New=7")]
    // What the source says is stronger: WB1005 speaks of it.
    [InlineData("public sealed partial record M([Field(9)] int A, int B);", "B=2 A=9")]
    public void Locked_members_keep_their_numbers_and_new_ones_follow_all(string declaration, string fields) =>
        Assert.Equal(
            fields,
            Fields(
                declaration,
                Lock(
                    "message M",
                    "field M 1 A a singular int32",
                    "field M 2 B b singular int32",
                    "field M 4 Gone gone singular int32",
                    "reserved-number M 6"
                )
            )
        );

    [Theory]
    [InlineData("message Other")]
    [InlineData("field Other 9 A a singular int32")]
    [InlineData("no lock file at all")]
    public void A_message_that_the_lock_does_not_know_is_numbered_from_1_on(string line) =>
        Assert.Equal("B A", Fields("public sealed partial record M(int A, [Field(1)] int B);", Lock(line)));

    [Fact]
    public void Other_files_lock_nothing() =>
        Assert.Equal(
            "A",
            Fields("public sealed partial record M(int A);", Lock("message M", "field M 9 A a singular int32"), "other/my.waybill.lock")
        );

    [Fact]
    public void An_edit_of_the_lock_makes_anew_only_the_message_that_it_speaks_of()
    {
        string[] lines =
        [
            "message Order",
            "field Order 1 Id id singular string",
            "message Ping",
            "field Ping 1 Number number singular int32",
        ];
        var harness = new GeneratorHarness().WithFile("waybill.lock", Lock(lines));
        Assert.Equal("Id Note", Fields(harness.Run(Order, Ping).AssertClean(), "Order"));

        lines[1] = "field Order 5 Id id singular string";
        var run = harness.WithFile("waybill.lock", Lock(lines)).Run(Order, Ping).AssertClean();

        Assert.Equal("Id=5 Note", Fields(run, "Order"));
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached], run.Reasons(MessageGenerator.ModelStep));
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged], run.Reasons(StepNames.Locked));
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], run.Reasons(StepNames.Numbered));
    }

    [Fact]
    public void An_edit_of_the_lock_that_says_the_same_makes_nothing_anew()
    {
        string[] lines = ["message Order", "field Order 1 Id id singular string", "message Ping"];
        var harness = new GeneratorHarness().WithFile("waybill.lock", Lock(lines));
        harness.Run(Order, Ping).AssertClean();

        var run = harness
            .WithFile("waybill.lock", Lock([.. lines.Reverse(), "message Gone"]).Replace("\n", "\r\n", StringComparison.Ordinal))
            .Run(Order, Ping);

        Assert.Equal([IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Unchanged], run.Reasons(StepNames.Locked));
        Assert.All(run.OutputReasons(), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void An_edit_of_a_message_beside_a_lock_makes_only_that_one_anew()
    {
        var harness = new GeneratorHarness().WithFile("waybill.lock", Lock("message Order", "message Ping"));
        harness.Run(Order, Ping).AssertClean();

        var run = harness.Run(Order, Ping.Replace("int Number", "long Number", StringComparison.Ordinal)).AssertClean();

        Assert.Equal([IncrementalStepRunReason.Cached], run.Reasons(StepNames.Lock));
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified], run.Reasons(StepNames.Locked));
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified], run.Reasons(StepNames.Numbered));
    }

    [Fact]
    public void A_lock_that_comes_or_goes_is_seen()
    {
        var harness = new GeneratorHarness();
        Assert.Equal("Number", Fields(harness.Run(Ping).AssertClean(), "Ping"));

        harness.WithFile("waybill.lock", Lock("message Ping", "field Ping 3 Number number singular int32"));
        Assert.Equal("Number=3", Fields(harness.Run(Ping).AssertClean(), "Ping"));

        harness.WithFile("waybill.lock", null);
        Assert.Equal("Number", Fields(harness.Run(Ping).AssertClean(), "Ping"));
    }

    [Theory]
    [InlineData(StepNames.Lock)]
    [InlineData(StepNames.Locked)]
    [InlineData(StepNames.Numbered)]
    public void A_model_holds_no_Roslyn_object(string step)
    {
        var values = new GeneratorHarness().WithFile("waybill.lock", Lock("message Ping")).Run(Ping).Values(step);

        Assert.NotEmpty(values);
        Assert.All(values, value => Assert.Empty(ModelShape.RoslynPaths(value.GetType())));
    }
}
