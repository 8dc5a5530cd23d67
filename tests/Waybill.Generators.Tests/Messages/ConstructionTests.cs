using Waybill.Generators.Tests.Harness;

namespace Waybill.Generators.Tests.Messages;

/// <summary>How an object is made of the fields that were read, or why it cannot be.</summary>
public sealed class ConstructionTests
{
    private static string Emit(string declaration) =>
        GeneratorHarness
            .RunOnce($"using System;\nusing System.Collections.Generic;\nusing Waybill;\n[Message] {declaration}")
            .AssertClean()
            .Source("M.Message.g.cs");

    private static string Fields(string source) =>
        source.Split('\n').Single(line => line.Contains("Fields = ", StringComparison.Ordinal)).Split('"')[1];

    [Theory]
    [InlineData("internal sealed partial record M { internal required string X { get; init; } }", "X")]
    [InlineData("public sealed partial class M { private int _x; public required int X { set => _x = value; } public int Y => _x; }", "X")]
    [InlineData("internal sealed partial class M : B; internal class B { internal required string X = \"\"; }", "X")]
    [InlineData("internal sealed partial record M(int A) { internal required string X { get; init; } }", "X")]
    public void A_required_member_that_cannot_be_carried_is_a_problem(string declaration, string member) =>
        Assert.Contains(
            $"throw input.Error(\"M cannot be read: its required member {member} ",
            Emit(declaration),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("public sealed partial record M(int A, int B, int C);", "A B C")]
    [InlineData("public sealed partial record M([Field(9)] int A, int B, [property: Field(1)] int C);", "C B A=9")]
    [InlineData("[Reserved(1, 3)] public sealed partial record M(int A, int B, int C);", "A=2 B=4 C")]
    // Pinned and moved, or removed and reserved: B has 2 and C has 3 as before.
    [InlineData("public sealed partial record M([Field(3)] int C, int A, int B);", "A B C")]
    [InlineData("public sealed partial record M(int A, [Field(2)] int B, int C);", "A B C")]
    [InlineData("[Reserved(1, \"A\")] public sealed partial record M(int B, int C);", "B=2 C")]
    [InlineData("[Reserved(9, \"Old\")] public sealed partial record M(int A, int B, int C);", "A B C")]
    [InlineData(
        "[Reserved(2, \"Old\")] public sealed partial class M { public int A { get; set; } public int B; [Field(40)] public int C; }",
        "A B=3 C=40"
    )]
    [InlineData(
        "[Reserved(1)] public sealed partial class M : B { public int Z { get; set; } } [Reserved(3)] public class B { public int X { get; set; } }",
        "X=2 Z=4"
    )]
    [InlineData(
        "public sealed partial class M { public int A { get; set; } [Ignore] public int B { get; set; } public int C { get; set; } }",
        "A C"
    )]
    [InlineData("public sealed partial record M(int A, int B = 7) { [Ignore] public int B { get; init; } = B; }", "A")]
    // What cannot be used is left out, and the rest compiles.
    [InlineData("public sealed partial record M([Field(2)] int A, [Field(2)] int B, [Field(0)] int C, int D);", "D A")]
    [InlineData("public sealed partial record M([Field(19_000)] int A, [Field(536870912)] int B, int C);", "C")]
    public void Members_have_the_numbers_that_they_say_or_the_next_ones(string declaration, string fields) =>
        Assert.Equal(fields, Fields(Emit(declaration)));

    [Fact]
    public void An_ignored_member_is_nobodys_loss_and_must_not_be_required()
    {
        Assert.DoesNotContain(
            "cannot be read",
            Emit("public sealed partial class M { [Ignore] public List<int> Seen { get; } = []; }"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "M cannot be read: nothing sets its required member A, which is ignored. Do not require it, or do not ignore it",
            Emit("public sealed partial class M { [Ignore] public required int A { get; set; } }"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_constructor_that_sets_required_members_needs_no_help() =>
        Assert.Contains(
            "return new M(a);",
            Emit(
                """
                internal sealed partial class M
                {
                    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
                    public M(int a) { A = a; X = ""; }
                    public int A { get; }
                    internal required string X { get; init; }
                }
                """
            ),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("public class B { public int X { get; set; } public int Y { get; set; } }", "public new int X { get; set; }", "X Y Z")]
    [InlineData(
        "public class B { public int X { get; set; } public int Y { get; set; } }",
        "public new string X { get; set; } = \"\";",
        "X Y Z"
    )]
    [InlineData("public class B { public int X; public int Y { get; set; } }", "public new int X { get; set; }", "X Y Z")]
    [InlineData("public class B { public int X { get; set; } public int Y { get; set; } }", "private new int X { get; set; }", "Y Z")]
    [InlineData("public class B { public int X { get; set; } public int Y { get; set; } }", "public new static int X { get; set; }", "Y Z")]
    [InlineData("public class B { public int X { get; set; } public int Y { get; set; } }", "public new int X() => 1;", "Y Z")]
    [InlineData("public class B { public int X { private get; set; } public int Y { get; set; } }", "", "Y Z")]
    [InlineData("public class B { public int X { protected get; set; } public int Y { get; set; } }", "", "X Y Z")]
    [InlineData(
        "public class B { public virtual int X { get; set; } public int Y { get; set; } }",
        "public override int X { get => 1; }",
        "X Y Z"
    )]
    [InlineData(
        "public abstract class B { public abstract int X { get; set; } public int Y { get; set; } }",
        "public override int X { get; set; }",
        "X Y Z"
    )]
    [InlineData(
        "public class A { public int X { get; set; } } public class B : A { private new int X => 1; public int Y { get; set; } }",
        "",
        "X Y Z"
    )]
    [InlineData(
        "public class A { public int X { get; set; } } public class B : A { protected new int X => 1; public int Y { get; set; } }",
        "",
        "Y Z"
    )]
    public void The_most_derived_member_wins_in_the_place_of_the_first(string bases, string members, string fields) =>
        Assert.Equal(fields, Fields(Emit($"public sealed partial class M : B {{ public int Z {{ get; set; }} {members} }} {bases}")));

    [Fact]
    public void A_routing_key_cannot_name_what_cannot_be_read() =>
        Assert.Contains(
            "names X, which M does not have",
            GeneratorHarness
                .RunOnce(
                    "[Waybill.Message(\"e\", \"{X}\")] public sealed partial class M : B; public class B { public string X { private get; set; } = \"\"; }"
                )
                .AssertClean()
                .Source("M.Message.g.cs"),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("public M(int a, string b) { A = a; B = b; } public M(string b, int a) : this(a, b) { }", "new M(a, b)")]
    [InlineData("public M(string b, int a) { A = a; B = b; } public M(int a, string b) : this(b, a) { }", "new M(b, a)")]
    [InlineData("public M(int a, int A) { } public M(int a) { this.A = a; B = \"\"; }", "new M(a)")]
    [InlineData(
        "public M(int a, string b, int x = 3) { A = a; B = b; } public M(int a, string b, string y = \"\") { A = a; B = b; }",
        "new M(a, b, 3)"
    )]
    [InlineData(
        "public M(int a, DayOfWeek day = DayOfWeek.Monday, string b = \"\") { A = a; B = b; }",
        "new M(a, (global::System.DayOfWeek)(1), b)"
    )]
    [InlineData(
        "public M(int a, DayOfWeek? day = DayOfWeek.Monday, DayOfWeek? none = null, byte? x = 3, string b = \"\") { A = a; B = b; }",
        "new M(a, (global::System.DayOfWeek)(1), default(global::System.DayOfWeek?)!, (byte)3, b)"
    )]
    [InlineData(
        "public M(int a, Guid id = default, object? o = null, string b = \"\") { A = a; B = b; }",
        "new M(a, default(global::System.Guid)!, default(object)!, b)"
    )]
    [InlineData("public M(int a, double x = double.NaN) { A = a; B = \"\"; } public M(int a, string b) { A = a; B = b; }", "new M(a, b)")]
    public void Of_equal_constructors_the_first_is_called_without_doubt(string constructors, string expected) =>
        Assert.Contains(
            $"return {expected};",
            Emit($"public sealed partial class M {{ {constructors} public int A {{ get; }} public string B {{ get; }} = \"\"; }}"),
            StringComparison.Ordinal
        );

    [Fact]
    public void Two_constructors_that_differ_in_what_cannot_be_serialized_compile() =>
        Emit(
            "public sealed partial class M { public M(int a, Action b) { A = a; B = b; } public M(Type c, int a) { A = a; B = () => { }; C = c; } public int A { get; } public Action B { get; } public Type? C { get; } }"
        );

    [Theory]
    [InlineData("public List<int> L { get; } = new();", true)]
    [InlineData("public List<int> L { get; } = [];", true)]
    [InlineData("public Dictionary<string, int> L { get; } = new();", true)]
    [InlineData("public HashSet<string> L { get; } = new();", true)]
    [InlineData("public readonly List<int> L = new();", true)]
    [InlineData("public M() { L = new List<int>(); } public IList<int> L { get; }", true)]
    [InlineData("public int[] L { get; } = new int[3];", true)]
    [InlineData("public Guid L { get; } = Guid.NewGuid();", true)]
    [InlineData("public DateTimeOffset L { get; } = DateTimeOffset.UtcNow;", true)]
    [InlineData("public string L { get; } = \"order\";", false)]
    [InlineData("public int L { get; } = -1;", false)]
    [InlineData("public string L { get; } = nameof(M);", false)]
    [InlineData("public string L { get; } = string.Empty;", false)]
    [InlineData("public string L { get; }  = \"\"; public M(string l) => L = l;", false)]
    [InlineData("public Version L { get; } = new(1, 0);", false)]
    [InlineData("public Uri L { get; } = new(\"https://example.com\");", false)]
    [InlineData("public Uri L { get; } = new(\"urn:uuid:\" + Guid.NewGuid());", true)]
    [InlineData("public Version L { get; } = new(1, DateTime.Now.Year);", true)]
    [InlineData("public string L => $\"{Id}!\";", false)]
    [InlineData("public List<int> L => new() { Id };", false)]
    [InlineData("private readonly List<int> _l = new(); public IReadOnlyList<int> L => _l;", false)]
    [InlineData("public static List<int> L { get; } = new();", false)]
    [InlineData("internal List<int> L { get; } = new();", false)]
    [InlineData("public List<int> L { get; } = new(); public M(List<int> l) => L = l;", false)]
    public void What_would_be_left_out_in_silence_is_a_problem(string member, bool isProblem)
    {
        var source = Emit($"public sealed partial class M {{ public int Id {{ get; set; }} {member} }}");

        Assert.Equal(
            isProblem,
            source.Contains(
                "throw input.Error(\"M cannot be read: L cannot be set. Give it an init accessor or a constructor parameter",
                StringComparison.Ordinal
            )
        );
    }

    [Theory]
    [InlineData("WB")]
    [InlineData("Generated")]
    [InlineData("Wire")]
    public void An_alias_of_the_users_own_does_no_harm(string alias) =>
        GeneratorHarness
            .RunOnce(
                $"global using {alias} = System.Text;\n[Waybill.Message(\"e\", \"{{A}}\")] public sealed partial record M(int A, decimal B, {alias}::StringBuilder? C);"
            )
            .AssertClean();

    [Theory]
    [InlineData("[Message] public partial record B(int A); [Message] public sealed partial record M(int A, int Z) : B(A);")]
    [InlineData("[Message] public abstract partial class B { public int A { get; set; } } [Message] public sealed partial class M : B;")]
    [InlineData(
        "[Message] public partial record B(int A); public record C(int A) : B(A); [Message] public sealed partial record M(int A) : C(A);"
    )]
    [InlineData(
        "[Message] public partial record B(int A); [Message] public partial record C(int A) : B(A); [Message] public sealed partial record M(int A) : C(A);"
    )]
    public void A_message_of_a_message_compiles(string declarations)
    {
        var source = GeneratorHarness.RunOnce("using Waybill;\n" + declarations).AssertClean().Source("M.Message.g.cs");

        Assert.Contains("global::Waybill.IMessage.GetDescriptor()", source, StringComparison.Ordinal);
    }
}
