using Waybill.Analyzers.Contracts;
using Waybill.Analyzers.Tests.Harness;
using Waybill.CodeFixes.Contracts;

namespace Waybill.Analyzers.Tests.Contracts;

/// <summary>What changes in the cases of a union: reported and mended in the case, which is a message of its own.</summary>
public sealed class LockedUnionTests
{
    private static string File { get; } =
        Locked.Text(
            "message Payment",
            "field Payment 1 Card card optional message~Payment.Card - - case",
            "field Payment 2 Cash cash optional message~Payment.Cash - - case",
            "message Payment.Card",
            "field Payment.Card 1 Number number singular string",
            "field Payment.Card 2 Holder holder singular string",
            "message Payment.Cash",
            "field Payment.Cash 1 Cents cents singular int32"
        );

    private static string Source(string card, string cash = "public sealed record Cash(int Cents) : Payment;") =>
        $$"""
            [Message, Union]
            public abstract partial record Payment
            {
                private Payment() { }
                {{card}}
                {{cash}}
            }
            """;

    [Theory]
    [InlineData("public sealed record Card(string Number, string Holder) : Payment;")]
    [InlineData("public sealed record Card([Field(3)] string [|Number|], string Holder) : Payment;")]
    [InlineData("public sealed record [|Card|](string Number) : Payment;")]
    [InlineData("[Field(5)] public sealed record [|Card|](string Number, string Holder) : Payment;")]
    public Task Reports_what_breaks_readers_in_the_case(string card) =>
        Rule<BreakingChangeRule>.CheckWithFileAsync(Source(card), Locked.File, File);

    /// <summary>That the type of the case is gone is not said once more in the file.</summary>
    [Fact]
    public Task Reports_a_case_that_is_gone_at_its_union_alone() =>
        Rule<BreakingChangeRule>.CheckWithFileAsync(
            Source("public sealed record Card(string Number, string Holder) : Payment;", cash: "")
                .Replace("record Payment", "record [|Payment|]"),
            Locked.File,
            File
        );

    /// <summary>That its type is new is not said once more.</summary>
    [Fact]
    public async Task Reports_a_new_case_at_its_root_alone()
    {
        var source = Source(
            "public sealed record Card(string Number, string Holder) : Payment;",
            "public sealed record Cash(int Cents) : Payment; public sealed record [|Voucher|](Scheme By) : Payment; public enum Scheme { A }"
        );
        await Rule<BreakingChangeRule>.CheckWithFileAsync(source, Locked.File, File);
        await Rule<LockBehindRule>.CheckWithFileAsync(
            source.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal),
            Locked.File,
            File
        );
    }

    [Fact]
    public Task Reports_a_new_union_once() =>
        Rule<LockBehindRule>.CheckWithFileAsync(
            Source("public sealed record Card(string Number) : Payment;").Replace("record Payment", "record [|Payment|]"),
            Locked.File,
            Locked.Text()
        );

    [Fact]
    public Task Reports_what_the_file_does_not_know_in_the_case() =>
        Rule<LockBehindRule>.CheckWithFileAsync(
            Source("public sealed record Card(string Number, string Holder, int [|New|]) : Payment;"),
            Locked.File,
            File
        );

    [Fact]
    public Task Reserves_in_the_case_what_was_removed_from_it() =>
        Rule<BreakingChangeRule>.CheckFixWithFileAsync<BreakingChangeReserveFix>(
            Locked.File,
            Source("public sealed record [|Card|](string Number) : Payment;"),
            File,
            Source("[Reserved(2, \"Holder\")]\n    public sealed record Card(string Number) : Payment;"),
            File
        );

    [Fact]
    public Task Gives_a_member_of_a_case_its_number_back() =>
        Rule<BreakingChangeRule>.CheckFixWithFileAsync<BreakingChangeNumberFix>(
            Locked.File,
            Source("public sealed record Card([Field(3)] string [|Number|], string Holder) : Payment;"),
            File,
            Source("public sealed record Card([Field(1)] string Number, string Holder) : Payment;"),
            File
        );

    [Fact]
    public Task Gives_a_case_its_number_back() =>
        Rule<BreakingChangeRule>.CheckFixWithFileAsync<BreakingChangeNumberFix>(
            Locked.File,
            Source("[Field(5)] public sealed record [|Card|](string Number, string Holder) : Payment;"),
            File,
            Source("[Field(1)] public sealed record Card(string Number, string Holder) : Payment;"),
            File
        );

    [Fact]
    public Task Gives_a_case_a_number_that_is_free() =>
        Rule<FieldNumberRule>.CheckFixAsync<FieldNumberFix>(
            Source(
                "[Field(1)] public sealed record Card(string Number) : Payment;",
                "[Field(1)] public sealed record [|Cash|](int Cents) : Payment;"
            ),
            Source(
                "[Field(1)] public sealed record Card(string Number) : Payment;",
                "[Field(2)] public sealed record Cash(int Cents) : Payment;"
            )
        );

    [Fact]
    public Task Gives_a_case_that_has_a_reserved_number_another_one()
    {
        var source = Source("public sealed record Card(string Number, string Holder) : Payment;").Replace("Union]", "Union, Reserved(1)]");
        return Rule<FieldNumberRule>.CheckFixWithFileAsync<FieldNumberFix>(
            Locked.File,
            source.Replace("Card", "[|Card|]"),
            File,
            source.Replace("public sealed record Card", "[Field(3)]\n    public sealed record Card"),
            File
        );
    }

    /// <summary>The enum of another assembly is one of a case's member.</summary>
    [Fact]
    public Task Reports_an_enum_of_another_assembly_in_the_case() =>
        Rule<BreakingChangeRule>.CheckWithFileAndLibraryAsync(
            Source("public sealed record Card(Vendor.Scheme [|Scheme|]) : Payment;"),
            Locked.File,
            Locked.Text(
                "message Payment",
                "field Payment 1 Card card optional message~Payment.Card - - case",
                "field Payment 2 Cash cash optional message~Payment.Cash - - case",
                "message Payment.Card",
                "field Payment.Card 1 Scheme scheme singular enum~Vendor.Scheme",
                "message Payment.Cash",
                "field Payment.Cash 1 Cents cents singular int32",
                "enum Vendor.Scheme",
                "value Vendor.Scheme 0 One",
                "value Vendor.Scheme 1 Two"
            ),
            "namespace Vendor; public enum Scheme { One }"
        );
}
