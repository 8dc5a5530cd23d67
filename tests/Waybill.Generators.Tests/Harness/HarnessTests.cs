namespace Waybill.Generators.Tests.Harness;

public sealed class HarnessTests
{
    [Fact]
    public void A_project_without_messages_gets_nothing()
    {
        var run = GeneratorHarness.RunOnce("public sealed class Plain;").AssertClean();

        Assert.Empty(run.HintNames);
    }
}
