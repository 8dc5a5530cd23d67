using Waybill.Generators.Tests.Harness;

namespace Waybill.Generators.Tests.Messages;

/// <summary>What is emitted for unusual and for wrong types. The generator never reports and never throws.</summary>
public sealed class MessageEmissionTests
{
    [Theory]
    [InlineData("[Message] public sealed record NotPartial(int A);")]
    [InlineData("public class Outer { [Message] public sealed partial record Inner(int A); }")]
    [InlineData("[Message] public sealed partial record Generic<T>(T A);")]
    [InlineData("public partial class Outer<T> { [Message] public sealed partial record Inner(int A); }")]
    [InlineData("[Message] file sealed partial record Local(int A);")]
    [InlineData("[Message] public static partial class Static { public static int A { get; set; } }")]
    [InlineData("[Message] public ref partial struct OnTheStack { public int A { get; set; } }")]
    public void A_type_that_cannot_be_extended_gets_nothing(string declaration)
    {
        var run = GeneratorHarness.RunOnce("using Waybill;\n" + declaration).AssertSilent();

        Assert.DoesNotContain(run.HintNames, name => name.EndsWith(".Message.g.cs", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("public sealed partial record M(object A);")]
    [InlineData("public sealed partial record M(System.Collections.Generic.List<int?> A);")]
    [InlineData("public sealed partial record M(System.Collections.Generic.List<string?> A);")]
    [InlineData("public sealed partial record M(System.Collections.Generic.Dictionary<double, int> A);")]
    [InlineData("public sealed partial record M(System.Collections.Generic.Dictionary<string, int?> A);")]
    [InlineData("public sealed partial record M(System.Action A, int[,] B, int[][] C);")]
    [InlineData("public sealed partial record M(Plain A); public sealed record Plain;")]
    [InlineData("public sealed partial record M(NotPartial A); [Message] public sealed record NotPartial(int A);")]
    [InlineData("public sealed partial class M { public M(int other) { } public int A { get; } }")]
    [InlineData("public abstract partial class M { public int A { get; set; } }")]
    [InlineData("public partial class M { public int A { get; set; } }")]
    [InlineData("public sealed partial class M { public required object A { get; init; } }")]
    public void A_type_with_mistakes_still_is_a_message(string declaration)
    {
        var run = GeneratorHarness.RunOnce(
            "using Waybill;\n[Message] " + declaration,
            "static class Use { static void It<T>() where T : Waybill.IMessage<T> { } static void M() => It<M>(); }"
        );

        run.AssertClean();
    }

    [Fact]
    public void A_member_of_an_unknown_type_costs_no_second_error()
    {
        var run = GeneratorHarness.RunOnce("[Waybill.Message] public sealed partial record M(int A, Unknown B);").AssertSilent();

        Assert.All(run.Problems(), problem => Assert.Contains("'Unknown'", problem, StringComparison.Ordinal));
        Assert.NotEmpty(run.HintNames);
    }

    /// <summary>As it stands while somebody writes it.</summary>
    [Theory]
    [InlineData("string ")]
    [InlineData("[Waybill.Field(1), property: Waybill.Sensitive] string A")]
    public void A_member_without_a_name_is_none(string members)
    {
        var run = GeneratorHarness.RunOnce($"[Waybill.Message] public sealed partial record M({members});").AssertSilent();

        Assert.NotEmpty(run.HintNames);
    }

    [Theory]
    [InlineData("[System.Obsolete] public int Old { get; set; }")]
    [InlineData("public int Write { get; set; } public int Read { get; set; } public int message { get; set; }")]
    [InlineData("public System.DateTime System { get; set; }")]
    [InlineData("public int Waybill { get; set; } public int WB { get; set; } public int ProtoSize { get; set; }")]
    [InlineData("public int @global { get; set; } public int @default { get; set; } public int @var { get; set; }")]
    [InlineData("public int Value { get; private set; } internal int Hidden { get; set; } public int this[int i] => i;")]
    [InlineData("private M(int value) { Value = value; } public int Value { get; }")]
    public void Unusual_members_compile(string members) =>
        GeneratorHarness.RunOnce($"[Waybill.Message] public sealed partial class M {{ {members} }}").AssertClean();

    [Fact]
    public void A_type_in_parts_and_files_is_one_message()
    {
        var run = GeneratorHarness.RunOnce(
            "namespace A.B { [Waybill.Message] sealed partial class M { public int First { get; set; } } }",
            "namespace A.B { partial class M { public int Second { get; set; } } }"
        );

        run.AssertClean();
        Assert.Contains("Fields = \"First Second\"", run.Source("A.B.M.Message.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_of_a_referenced_assembly_nests()
    {
        var library = new GeneratorHarness("Library")
            .Run("namespace Lib; [Waybill.Message] public sealed partial record Part(int Number);")
            .ToReference();

        var run = new GeneratorHarness("App", library)
            .Run("[Waybill.Message] public sealed partial record Whole(Lib.Part Part);")
            .AssertClean();

        Assert.Contains("MessageCodec<global::Lib.Part>", run.Source("Whole.Message.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_named_after_types_and_never_alike()
    {
        var run = GeneratorHarness
            .RunOnce(
                """
                using Waybill;
                [Message] public sealed partial record Order(int A);
                [Message] public sealed partial record order(int A);
                [Message] public sealed partial record ORDER(int A);
                [Message] public sealed partial record Örder(int A);
                namespace Shop { [Message] public sealed partial record Order(int A); }
                public partial class Outer { public partial struct Middle { [Message] public sealed partial record Order(int A); } }
                """
            )
            .AssertSilent();

        Assert.Contains("Order.Message.g.cs", run.HintNames);
        Assert.Contains("Shop.Order.Message.g.cs", run.HintNames);
        Assert.Contains("Outer.Middle.Order.Message.g.cs", run.HintNames);
        var messages = run.HintNames.Where(name => name.EndsWith(".Message.g.cs", StringComparison.Ordinal));
        Assert.Equal(6, messages.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Files_of_types_that_differ_in_a_words_beginning_only_are_not_alike()
    {
        string Type(string name) =>
            $$"""
                [Message] public sealed partial record {{name}}(int A);
                [Handler("{{name}}")] public static class {{name}}Handler { public static void Handle({{name}} message) { } }
                """;

        var run = GeneratorHarness
            .RunOnce($"using Waybill;\nnamespace Shop;\n{Type("CheckOut")}\n{Type("Checkout")}\n{Type("OrderCreated")}\n{Type("checkout")}")
            .AssertSilent();

        Assert.Contains("Shop.OrderCreated.Message.g.cs", run.HintNames);
        Assert.Contains("Shop.OrderCreatedHandler.Handler.g.cs", run.HintNames);
        Assert.Equal(9, run.HintNames.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.DoesNotContain(
            run.Compilation.GetDiagnostics(),
            diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error
        );
    }

    [Theory]
    [InlineData("order.{Nothing}", "names Nothing")]
    [InlineData("order.{Amount}", "cannot be one word")]
    [InlineData("order.{Id", "whole word")]
    [InlineData("order.x{Id}", "whole word")]
    [InlineData("order..created", "empty word")]
    [InlineData("order.#", "belongs in a binding's pattern")]
    [InlineData("order.{}", "empty pair of braces")]
    public void A_bad_template_compiles_and_names_its_problem_when_published(string template, string problem)
    {
        var run = GeneratorHarness
            .RunOnce($"[Waybill.Message(\"e\", \"{template}\")] public sealed partial record M(string Id, decimal Amount);")
            .AssertClean();

        var source = run.Source("M.Message.g.cs");
        Assert.Contains("throw new global::Waybill.RoutingKeyException", source, StringComparison.Ordinal);
        Assert.Contains(problem, source, StringComparison.Ordinal);
    }
}
