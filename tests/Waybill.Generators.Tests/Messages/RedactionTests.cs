using Waybill.Generators.Tests.Harness;

namespace Waybill.Generators.Tests.Messages;

/// <summary>What a record with sensitive members says of itself is what C# writes for the same record without the mark, but for the values of these members.</summary>
public sealed class RedactionTests
{
    private const string Secret = "4111111111111111";

    private const string Iban =
        "public sealed record Iban { public Iban([Sensitive] string text) => Text = text; public string Text { get; } private bool PrintMembers(System.Text.StringBuilder builder) => false; } "
        + "public readonly struct IbanConverter : IWireConverter<Iban, string> { public static string ToWire(Iban value) => value.Text; public static Iban FromWire(string wire) => new(wire); }";

    [Theory]
    [InlineData(
        "[Message] public sealed partial record M(string Id, [Sensitive] string Card, int? Count, DayOfWeek Day);",
        $"new M(\"a\", \"{Secret}\", null, default)"
    )]
    [InlineData("[Message] public sealed partial record M([property: Sensitive] string Card);", $"new M(\"{Secret}\")")]
    [InlineData(
        "[Message] public sealed partial record M { [Sensitive] public required string Card { get; init; } public string? Id; }",
        $"new M {{ Card = \"{Secret}\" }}"
    )]
    [InlineData(
        "[Message] public sealed partial record M { [Sensitive] public string? Card; public int A { get; init; } public int B => A + 1; [Ignore] public int C { get; set; } internal int D { get; set; } public static int E { get; set; } }",
        $"new M {{ Card = \"{Secret}\", A = 1 }}"
    )]
    [InlineData(
        "[Message] public sealed partial record M(string Id) { [Sensitive, Ignore] public string Card => Id; }",
        $"new M(\"x\")",
        "x"
    )]
    [InlineData(
        "[Message] public partial record struct M(string Id, [Sensitive] string Card, decimal Amount);",
        $"new M(\"a\", \"{Secret}\", 1.50m)"
    )]
    [InlineData(
        "[Message] public readonly partial record struct M([Sensitive] string Card) { public string @class { get; init; } = \"b\"; }",
        $"new M(\"{Secret}\")"
    )]
    [InlineData(
        "public static partial class Outer { [Message] internal sealed partial record M([Sensitive] string Card, List<int> Counts, Guid Id); }",
        $"new Outer.M(\"{Secret}\", [1], default)"
    )]
    [InlineData(
        "public abstract record A([Sensitive] string Card); [Message, Union] public abstract partial record U(string Card) : A(Card) { public sealed record M(string Card, int X) : U(Card); }",
        $"new U.M(\"{Secret}\", 1)"
    )]
    [InlineData(
        "public abstract record B(string Id); [Message] public sealed partial record M(string Id, [Sensitive] string Card) : B(Id);",
        $"new M(\"a\", \"{Secret}\")"
    )]
    [InlineData(
        "public abstract record B([Sensitive] string Card, int At); [Message] public sealed partial record M(string Card, int At, string Id) : B(Card, At);",
        $"new M(\"{Secret}\", 3, \"a\")"
    )]
    [InlineData(
        "public abstract record B(string Card, int At); [Message] public sealed partial record M([Sensitive] string Card, int At) : B(Card, At);",
        $"new M(\"{Secret}\", 3)"
    )]
    [InlineData(
        "public abstract record A(int X); public abstract record B(int X) : A(X) { [Sensitive] public string? Card { get; init; } } [Message] public sealed partial record M(int X, string Id) : B(X);",
        $"new M(7, \"a\") {{ Card = \"{Secret}\" }}"
    )]
    [InlineData(
        "public abstract record B { public abstract string Card { get; init; } } [Message] public sealed partial record M : B { [Sensitive] public override string Card { get; init; } = \"\"; }",
        $"new M {{ Card = \"{Secret}\" }}"
    )]
    [InlineData(
        "[Message, Union] public abstract partial record U([property: Sensitive] string Card) { public sealed record M(string Card, int X) : U(Card); }",
        $"new U.M(\"{Secret}\", 1)"
    )]
    [InlineData(
        "[Message, Union] public abstract partial record U { public sealed partial record M([Sensitive] string Card, int X) : U; }",
        $"new U.M(\"{Secret}\", 1)"
    )]
    [InlineData(
        "[Message, Union] public abstract partial record U(string Card, int Id) { public sealed partial record M([Sensitive] string Card, int Id, int X) : U(Card, Id); }",
        $"new U.M(\"{Secret}\", 1, 2)"
    )]
    [InlineData(
        "[Message, Union] public abstract partial record U(int Id) { public sealed partial record M(int Id, [Sensitive] string Card) : U(Id); }",
        $"new U.M(5, \"{Secret}\")"
    )]
    [InlineData(
        "[Message] public sealed partial record N([Sensitive] string Card); [Message] public sealed partial record M(N Inner);",
        $"new M(new N(\"{Secret}\"))"
    )]
    [InlineData(
        "public abstract record A(string Card); public abstract record B([Sensitive] string Card) : A(Card); [Message] public sealed partial record M(string Card, int X) : B(Card);",
        $"new M(\"{Secret}\", 1)"
    )]
    [InlineData(
        "public abstract record A(string Card); public abstract record B([Sensitive] string Card) : A(Card); public abstract record C(string Card) : B(Card); [Message] public sealed partial record M(string Card, int X) : C(Card);",
        $"new M(\"{Secret}\", 1)"
    )]
    [InlineData(
        "public abstract record B([Sensitive] string Card) { public string? X { protected get; init; } = \"x\"; } [Message] public sealed partial record M(string Card, string Id) : B(Card);",
        $"new M(\"{Secret}\", \"a\")"
    )]
    [InlineData(
        "public abstract record B([Sensitive] string Card) { public string? X { internal get; init; } = \"x\"; } [Message] public sealed partial record M(string Card) : B(Card) { public new int X; }",
        $"new M(\"{Secret}\")"
    )]
    [InlineData(
        "public abstract record B([Sensitive] string Card) { [Obsolete(\"x\", true)] public string? X => \"x\"; } [Message] public sealed partial record M(string Card, string Id) : B(Card);",
        $"new M(\"{Secret}\", \"a\")"
    )]
    [InlineData(
        "public abstract record B([Sensitive] string Card) { [Obsolete(\"x\", true)] public string? X => \"x\"; } [Message] public sealed partial record M(string Card) : B(Card) { public new string? X { get; init; } }",
        $"new M(\"{Secret}\")"
    )]
    [InlineData(
        "public abstract record B([Sensitive] string Card) { [System.Diagnostics.CodeAnalysis.Experimental(\"ZZ1\")] public string? X => \"x\"; } [Message] public sealed partial record M(string Card) : B(Card) { public new string? X { get; init; } }",
        $"new M(\"{Secret}\")"
    )]
    [InlineData(
        "public partial class Outer { public abstract partial record B([Sensitive] string Card) { public string? X { private get; init; } = \"x\"; [Message] public sealed partial record M(string Card) : B(Card); } }",
        $"new Outer.B.M(\"{Secret}\")"
    )]
    public void A_record_prints_as_ever_without_what_is_sensitive(string declaration, string sample, string secret = Secret)
    {
        var plain = Text(
            declaration
                .Replace("property: Sensitive", "property: Obsolete", StringComparison.Ordinal)
                .Replace("[Sensitive, Ignore]", "[Ignore]", StringComparison.Ordinal)
                .Replace("[Sensitive] ", "", StringComparison.Ordinal),
            sample
        );

        Assert.Contains(secret, plain, StringComparison.Ordinal);
        Assert.Equal(plain.Replace($"Card = {secret}", "Card = ***", StringComparison.Ordinal), Text(declaration, sample));
    }

    [Theory]
    [InlineData(
        "public abstract record B([Sensitive] string Card) { public string? X { private get; init; } = \"x\"; } [Message] public sealed partial record M(string Card, string Id) : B(Card);",
        "new M(\"\", \"a\")",
        "M { Card = ***, X = ***, Id = a }"
    )]
    [InlineData(
        "public abstract record B([Sensitive] string Card) { public string? X { protected get; init; } = \"x\"; } [Message] public sealed partial record M(string Card) : B(Card) { public new int X; }",
        "new M(\"\")",
        "M { Card = ***, X = ***, X = 0 }"
    )]
    public void What_only_a_base_type_may_read_is_shown_as_if_it_were_sensitive(string declaration, string sample, string text) =>
        Assert.Equal(text, Text(declaration, sample));

    /// <summary>Its author cannot know what a derived message holds to be sensitive.</summary>
    [Theory]
    [InlineData("[Sensitive] ", "M { Card = ***, Id = 2, X = 3 }")]
    [InlineData("", "M { <41>, X = 3 }")]
    public void What_the_author_of_a_base_type_prints_is_left_out_where_it_may_show_more(string mark, string text) =>
        Assert.Equal(
            text,
            Text(
                "public abstract record A(string Card) { protected virtual bool PrintMembers(System.Text.StringBuilder builder) { builder.Append($\"<{Card}>\"); return true; } } "
                    + "public abstract record B(string Card, int Id) : A(Card) { protected override bool PrintMembers(System.Text.StringBuilder builder) => base.PrintMembers(builder); } "
                    + $"[Message] public sealed partial record M({mark}string Card, int Id, int X) : B(Card, Id);",
                "new M(\"41\", 2, 3)"
            )
        );

    /// <summary>What it knows it may print as it likes.</summary>
    [Fact]
    public void What_the_author_of_a_base_type_prints_stays_where_all_that_is_sensitive_is_so_there() =>
        Assert.Equal(
            "M { <**41>, X = 3, Pin = *** }",
            Text(
                "public abstract record B([Sensitive] string Card) { protected virtual bool PrintMembers(System.Text.StringBuilder builder) { builder.Append($\"<**{Card[^2..]}>\"); return true; } } "
                    + "[Message] public sealed partial record M(string Card, int X, [Sensitive] string Pin) : B(Card);",
                "new M(\"1141\", 3, \"0\")"
            )
        );

    [Fact]
    public void A_value_that_is_not_there_shows_no_more_than_one_that_is() =>
        Assert.Equal(
            "M { Card = *** }",
            Text("[Message] public sealed partial record M([Sensitive] string? Card);", "new M((string?)null)")
        );

    [Theory]
    [InlineData("[Message] public sealed partial record M(string Card);")]
    [InlineData("[Message] public sealed partial class M { [Sensitive] public string Card { get; init; } = \"\"; }")]
    [InlineData("[Message] public partial struct M { [Sensitive] public string Card { get; init; } }")]
    [InlineData(
        "[Message] public sealed partial record M([Sensitive] string Card) { private bool PrintMembers(System.Text.StringBuilder builder) { builder.Append(1); return true; } }"
    )]
    [InlineData("[Message, Union] public abstract partial record M { public sealed record C([Sensitive] string Card) : M; }")]
    [InlineData("[Message] public sealed record M([Sensitive] string Card);")]
    [InlineData("[Message] public sealed partial record M<T>([Sensitive] T Card);")]
    public void Nothing_is_added_where_nothing_is_to_be_or_can_be(string declaration)
    {
        var run = GeneratorHarness.RunOnce("using Waybill;\n" + declaration).AssertSilent();

        Assert.DoesNotContain(run.HintNames, name => name.EndsWith(".ToString.g.cs", StringComparison.Ordinal));
        Assert.DoesNotContain(run.Problems(), problem => problem.Contains(".g.cs", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[Message] public sealed partial record M(string Id, List<DayOfWeek> Days, Guid? Other);", false)]
    [InlineData("[Message] public sealed partial record M(N Inner); [Message] public sealed partial record N(string Id);", false)]
    [InlineData("[Message] public sealed partial record M([Sensitive] string Card);", true)]
    [InlineData("[Message] public sealed partial class M { [Sensitive] public string Card { get; init; } = \"\"; }", true)]
    [InlineData(
        "[Message] public sealed partial class M { public M([Sensitive] string card) => Card = card; public string Card { get; } }",
        true
    )]
    [InlineData(
        "[Message] public sealed partial record M(N Inner); [Message] public sealed partial record N([Sensitive] string Card);",
        true
    )]
    [InlineData(
        "[Message] public sealed partial record M(Dictionary<string, N> Inner); [Message] public sealed partial record N(M? Outer, [Sensitive] string Card);",
        true
    )]
    [InlineData(
        "[Message] public sealed partial record M(U Inner); [Message, Union] public abstract partial record U { public sealed record C([Sensitive] string Card) : U; }",
        true
    )]
    [InlineData("[Message, Union] public abstract partial record M { public sealed record C([Sensitive] string Card) : M; }", true)]
    [InlineData("[Message] public sealed partial record M(int Id) { [Sensitive, Ignore] public string? Card { get; set; } }", false)]
    [InlineData($"{Iban} [Message] public sealed partial record M([property: SerializeWith(typeof(IbanConverter))] Iban Iban);", true)]
    [InlineData($"{Iban} [Message] public sealed partial record M([property: SerializeWith(typeof(IbanConverter))] List<Iban> All);", true)]
    [InlineData(
        $"[SerializeWith(typeof(IbanConverter))] {Iban} [Message] public sealed partial record M(Dictionary<Iban, int> ByIban);",
        true
    )]
    [InlineData(
        "public abstract class A { public string? Card { get; set; } } public abstract class B : A { protected B() { } protected B([Sensitive] string card) => Card = card; } [Message] public sealed partial class M : B;",
        true
    )]
    public void The_descriptor_says_whether_a_value_is_sensitive_however_deep(string declaration, bool isSensitive)
    {
        var run = Run(declaration, "0");

        Assert.Equal(isSensitive, run.Source("M.Message.g.cs").Contains("IsSensitive = true,", StringComparison.Ordinal));
    }

    [Fact]
    public void The_mark_is_seen_in_a_reference()
    {
        var library = new GeneratorHarness("Library").Run(
            "using Waybill; namespace L; [Message] public sealed partial record N([Sensitive] string Card); public abstract record B([Sensitive] string Pin);"
        );
        var run = new GeneratorHarness("App", library.AssertClean().ToReference())
            .Run(
                "using Waybill; [Message] public sealed partial record M(L.N Inner); [Message] public sealed partial record D(string Pin) : L.B(Pin);"
            )
            .AssertClean();

        Assert.Contains("IsSensitive = true,", run.Source("M.Message.g.cs"), StringComparison.Ordinal);
        Assert.Contains(
            "Pin = ***",
            run.Source(run.HintNames.Single(name => name.EndsWith(".ToString.g.cs", StringComparison.Ordinal))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_schema_carries_the_mark()
    {
        var run = Run(
            "[Message] public sealed partial record M(string Id, [Sensitive] string Card, [property: Sensitive] Dictionary<string, Guid> Map);",
            "0"
        );

        Assert.Contains("field\tM\t1\tId\tid\tsingular\tstring\n", run.Source("M.Message.g.cs"), StringComparison.Ordinal);
        Assert.Contains(
            "field\tM\t2\tCard\tcard\tsingular\tstring\t-\t-\t-\t-\tsensitive\n",
            run.Source("M.Message.g.cs"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "field\tM\t3\tMap\tmap\tmap\tbytes\tstring\tuuid\t-\t-\tsensitive\n",
            run.Source("M.Message.g.cs"),
            StringComparison.Ordinal
        );
    }

    private static GeneratorRun Run(string declaration, string sample) =>
        GeneratorHarness
            .RunOnce(
                $$"""
                using System; using System.Collections.Generic; using Waybill;
                {{declaration}}
                public static class Sample { public static string Text() => ({{sample}}).ToString()!; }
                """
            )
            .AssertClean();

    private static string Text(string declaration, string sample)
    {
        var context = Run(declaration, sample).Load();
        var text = (string)context.Assemblies.Single().GetType("Sample")!.GetMethod("Text")!.Invoke(null, null)!;
        context.Unload();
        return text;
    }
}
