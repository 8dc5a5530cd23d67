using Microsoft.CodeAnalysis;
using Waybill.Generators.Tests.Handlers;
using Waybill.Generators.Tests.Harness;

namespace Waybill.Generators.Tests.Modules;

/// <summary>What an edit must run again, and what it must not.</summary>
public sealed class CachingTests
{
    private static readonly string s_handler = HandlerSources.Handler(
        """
        [Retry(3)]
        public void Handle(OrderCreated order) { }
        """
    );

    private const string Other = "public static class Other { public static int Number => 1; }";

    private static readonly string[] s_steps =
    [
        StepNames.Handlers,
        StepNames.HandlerOutputs,
        StepNames.Exchanges,
        StepNames.Queues,
        StepNames.Bindings,
        StepNames.MessageEntries,
        StepNames.References,
        StepNames.Assembly,
        StepNames.Module,
    ];

    private static GeneratorRun Edit(string find, string replacement)
    {
        var harness = new GeneratorHarness();
        harness.Run(s_handler, Other).AssertClean();
        var edited = (s_handler.Replace(find, replacement), Other.Replace(find, replacement));
        Assert.NotEqual((s_handler, Other), edited);
        return harness.Run(edited.Item1, edited.Item2);
    }

    private static bool IsCached(GeneratorRun run, string step) =>
        run.Reasons(step).All(reason => reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged);

    [Theory]
    [InlineData("Number => 1", "Number => 2")]
    [InlineData("void Handle(OrderCreated order) { }", "void Handle(OrderCreated order) { var unused = 1; _ = unused; }")]
    [InlineData("namespace Shop;", "namespace Shop; // A comment, and everything moves.")]
    public void An_edit_that_changes_no_declaration_emits_nothing(string find, string replacement)
    {
        var run = Edit(find, replacement);

        Assert.All(s_steps, step => Assert.True(IsCached(run, step), step));
        Assert.All(
            run.Result.Results.SelectMany(result => result.TrackedOutputSteps.Values.SelectMany(steps => steps))
                .SelectMany(step => step.Outputs),
            output => Assert.True(output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged)
        );
    }

    [Theory]
    [InlineData("[Retry(3)]", "[Retry(4)]", StepNames.Handlers, StepNames.HandlerOutputs, StepNames.Module)]
    [InlineData("(OrderCreated order)", "(OrderCreated order, IClock clock)", StepNames.Handlers, StepNames.HandlerOutputs)]
    [InlineData("Lease = \"1m\"", "Lease = \"2m\"", StepNames.Queues, StepNames.Module)]
    [InlineData("ExchangeType.Topic", "ExchangeType.Fanout", StepNames.Exchanges, StepNames.Module)]
    [InlineData("audit.#", "audit.*", StepNames.Bindings, StepNames.Module)]
    [InlineData("order.{Region}.created", "order.{Region}.made", StepNames.MessageEntries, StepNames.Module)]
    [InlineData(
        "public static class Other",
        "[assembly: Waybill.WaybillModule(\"Chosen\")] public static class Other",
        StepNames.Assembly,
        StepNames.Module
    )]
    public void An_edit_of_a_declaration_runs_its_steps_and_no_others(string find, string replacement, params string[] changed)
    {
        var run = Edit(find, replacement);

        Assert.All(s_steps, step => Assert.True(IsCached(run, step) != changed.Contains(step), step));
    }

    /// <summary>The namespace of the module is a namespace no more when a type takes its name, and again when it is gone.</summary>
    [Fact]
    public void A_type_with_the_root_namespaces_name_moves_the_module()
    {
        var harness = new GeneratorHarness();
        harness.Run(s_handler, Other).AssertClean();

        var taken = harness.Run(s_handler, Other + " public static class TestAssembly;").AssertClean();
        Assert.NotNull(taken.Compilation.GetTypeByMetadataName("TestAssemblyModule"));

        var free = harness.Run(s_handler, Other).AssertClean();
        Assert.NotNull(free.Compilation.GetTypeByMetadataName("TestAssembly.TestAssemblyModule"));
    }

    /// <summary>A type's name on the wire stands in another file than the handler that names it.</summary>
    [Fact]
    public void An_edit_of_a_message_in_another_file_reaches_its_handlers()
    {
        var harness = new GeneratorHarness();
        string Message(string name) => $"[Waybill.Message(Name = \"{name}\")] public sealed partial record Far;";
        var handler = HandlerSources.Handler("public void Handle(global::Far far) { }");
        harness.Run(handler, Message("far.1")).AssertClean();

        var run = harness.Run(handler, Message("far.2"));

        Assert.Contains("handles\tinventory\tfar.2\t", run.Source("TestAssemblyModule.g.cs"));
    }

    [Theory]
    [InlineData(StepNames.Handlers)]
    [InlineData(StepNames.HandlerOutputs)]
    [InlineData(StepNames.Exchanges)]
    [InlineData(StepNames.Queues)]
    [InlineData(StepNames.Bindings)]
    [InlineData(StepNames.MessageEntries)]
    [InlineData(StepNames.Assembly)]
    [InlineData(StepNames.Module)]
    public void A_model_holds_no_Roslyn_object(string step)
    {
        var values = GeneratorHarness.RunOnce(s_handler).Values(step);

        Assert.NotEmpty(values);
        Assert.All(values, value => Assert.Empty(ModelShape.RoslynPaths(value.GetType())));
    }
}
