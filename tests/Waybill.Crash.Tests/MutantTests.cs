using Waybill.Crash.Faults;
using Waybill.Crash.Mutants;
using Waybill.Crash.PowerCut;
using Waybill.Tests;

namespace Waybill.Crash.Tests;

/// <summary>The verbs themselves: what they are there to notice, done wrong on purpose, is noticed.</summary>
public sealed class MutantTests(ITestOutputHelper output)
{
    public static TheoryData<string, string> Cases => [.. MutantCase.All.Select(each => ($"{each.Mutant}", each.Verb))];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_mutant_is_noticed(string mutant, string verb)
    {
        RequiredTool.Need("strace", verb == "faults" ? FaultStage.Missing() : null);
        RequiredTool.Need("loop", verb == "power-cut" ? LoopDisk.Missing() : null);
        using var report = new StringWriter();

        var exitCode = await new MutantCase(Enum.Parse<Mutant>(mutant), verb).ExecuteAsync(Random.Shared.Next(), report);

        output.WriteLine(report.ToString());
        Assert.True(exitCode == 1, $"Not noticed by {verb}: {report}");
    }

    [Fact]
    public void Every_mutant_has_a_verb() =>
        Assert.Equal(Enum.GetValues<Mutant>().Order(), MutantCase.All.Select(each => each.Mutant).Distinct().Order());
}
