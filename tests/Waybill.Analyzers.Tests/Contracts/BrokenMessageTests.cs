using Waybill.Analyzers.Contracts;
using Waybill.Analyzers.Tests.Harness;
using Waybill.CodeFixes.Contracts;

namespace Waybill.Analyzers.Tests.Contracts;

/// <summary>What the rules about the lock file say while a message cannot be used as it stands: nothing of what is broken, for nobody knows yet what it is meant to be.</summary>
public sealed class BrokenMessageTests
{
    private const string State = " public enum State { Open, Paid }";

    private const string Broken = "[Message] public sealed partial record Other({|CS0246:Strng|} Name);";

    [Theory]
    [InlineData("[Message] public sealed partial record Order(string Id, {|CS0246:Strng|} Note, State State);")]
    [InlineData("[Message] public sealed partial record Order(string Id, object Note, State State);")]
    [InlineData("[Message] public sealed partial record Order(string Id, string Note, {|CS0246:Stat|} State);")]
    [InlineData("[Message] public sealed partial record Order(string Id, [Field(1)] string Note, State State);")]
    [InlineData("[Message] public sealed partial record Order(string Id, [Field(2)] {|CS0246:Strng|} Remark, State State);")]
    [InlineData("[Message] public sealed record Order(string Id);")]
    [InlineData("[Message] public static partial class Order { public static string Id { get; set; } = \"\"; }")]
    [InlineData("[Message] public sealed partial class Order { public Order(int other) { } public string Id { get; } = \"\"; }")]
    public async Task Nothing_is_said_of_it(string source)
    {
        await Rule<BreakingChangeRule>.CheckWithFileAsync(source + State, Locked.File, Locked.Order);
        await Rule<LockBehindRule>.CheckWithFileAsync(source + State, Locked.File, Locked.Order);
    }

    [Fact]
    public Task What_is_said_of_the_rest_stays() =>
        Rule<BreakingChangeRule>.CheckWithFileAsync(
            "[Message] public sealed partial record Order(int [|Id|], {|CS0246:Strng|} Note, State State);" + State,
            Locked.File,
            Locked.Order
        );

    /// <summary>A message of which nothing is found may be the one that is being written.</summary>
    [Fact]
    public Task No_message_is_gone_meanwhile() => Rule<BreakingChangeRule>.CheckWithFileAsync(Broken + State, Locked.File, Locked.Order);

    [Theory]
    [InlineData("[Message] public sealed partial record [|Order|](string Id, State State);")]
    public Task The_change_is_not_accepted_meanwhile(string source)
    {
        source += State + Broken;
        return Rule<BreakingChangeRule>.CheckFixWithFileAsync<BreakingChangeAcceptFix>(
            Locked.File,
            source,
            Locked.Order,
            source,
            Locked.Order
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task The_file_is_not_written_meanwhile_nor_over_lines_that_cannot_be_read(bool isBroken)
    {
        var source =
            "[Message] public sealed partial record Order(string Id, string Note, State State, string [|New|]);"
            + State
            + (isBroken ? Broken : "");
        var text = Locked.Order + (isBroken ? "" : "<<<<<<< HEAD\n");
        return Rule<LockBehindRule>.CheckFixWithFileAsync<LockBehindFix>(Locked.File, source, text, source, text);
    }
}
