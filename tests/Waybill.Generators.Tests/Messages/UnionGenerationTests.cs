using Microsoft.CodeAnalysis;
using Waybill.Generators.Tests.Harness;

namespace Waybill.Generators.Tests.Messages;

/// <summary>What becomes of closed hierarchies, of wrong ones too. The generator never reports and never throws.</summary>
public sealed class UnionGenerationTests
{
    private const string Payment = """
        using Waybill;
        namespace Shop;
        [Message, Union] public abstract partial record Payment
        {
            private Payment() { }
            public sealed record Card(string Number) : Payment;
            public sealed record Cash(decimal Amount) : Payment;
        }
        """;

    [Theory]
    [InlineData("public abstract partial class U { }")]
    [InlineData("public abstract partial class U { public sealed class A : U { } public class B : U { } }")]
    [InlineData("public abstract partial class U { public sealed class A : U { public A(int other) { } public object? B { get; set; } } }")]
    [InlineData(
        "public abstract partial class U { public sealed class A<T> : U { } private sealed class B : U { } protected sealed class C : U { } }"
    )]
    [InlineData("public abstract partial class U { [Message] public sealed partial class A : U { } }")]
    [InlineData("public sealed partial class U { public int A { get; set; } }")]
    [InlineData("public partial struct U { public int A { get; set; } }")]
    public void A_hierarchy_with_mistakes_still_is_a_message(string declaration) =>
        GeneratorHarness
            .RunOnce(
                "using Waybill;\n[Message, Union] " + declaration,
                "static class Use { static void It<T>() where T : Waybill.IMessage<T> { } static void M() => It<U>(); }"
            )
            .AssertSilent()
            .Problems()
            .Where(problem => !problem.Contains("CS0509", StringComparison.Ordinal))
            .ToList()
            .ForEach(problem => Assert.DoesNotContain(".g.cs", problem, StringComparison.Ordinal));

    [Theory]
    [InlineData("bus.PublishAsync(new Payment.Card(\"\"))")]
    [InlineData("bus.PublishAsync(new Payment.Card(\"\"), null, default)")]
    [InlineData("bus.SendAsync(\"q\", new Payment.Cash(1))")]
    [InlineData("bus.PublishAsync<Payment>(new Payment.Cash(1))")]
    [InlineData("bus.PublishAsync((Payment)new Payment.Cash(1))")]
    public void A_case_is_published_as_it_is_written(string publish) =>
        GeneratorHarness
            .RunOnce(
                Payment,
                $"using Shop; using Waybill; class P {{ static System.Threading.Tasks.ValueTask<Waybill.PublishReceipt> M(Waybill.IDirectMessageBus bus) => {publish}; }}"
            )
            .AssertClean();

    [Fact]
    public void A_union_of_a_referenced_assembly_nests_and_is_handled()
    {
        var library = new GeneratorHarness("Library").Run(Payment).ToReference();

        var run = new GeneratorHarness("App", library)
            .Run(
                """
                using Waybill;
                [Message] public sealed partial record Invoice(Shop.Payment Paid);
                [Handler("q")] public static class H { public static void Handle(Shop.Payment payment) { } }
                """
            )
            .AssertClean();

        Assert.Contains("MessageCodec<global::Shop.Payment>", run.Source("Invoice.Message.g.cs"), StringComparison.Ordinal);
        Assert.Contains("Shop.Payment", run.Source("H.Handler.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unrelated_edit_makes_nothing_anew_and_a_new_member_of_a_case_does()
    {
        var harness = new GeneratorHarness();
        harness.Run(Payment, "class Elsewhere;").AssertClean();

        var unrelated = harness.Run(Payment, "class Elsewhere { public int Edited => 1; }").AssertSilent();
        Assert.Equal([IncrementalStepRunReason.Cached], unrelated.Reasons(MessageGenerator.ModelStep));
        Assert.All(unrelated.OutputReasons(), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));

        var edited = harness
            .Run(
                Payment.Replace("string Number", "string Number, int Month", StringComparison.Ordinal),
                "class Elsewhere { public int Edited => 1; }"
            )
            .AssertClean();
        Assert.Equal([IncrementalStepRunReason.Modified], edited.Reasons(MessageGenerator.ModelStep));
        Assert.Contains("Month", edited.Source("Shop.Payment.Message.g.cs"), StringComparison.Ordinal);
    }
}
