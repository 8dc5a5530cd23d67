using Waybill.Analyzers.Contracts;
using Waybill.Analyzers.Tests.Harness;
using Waybill.CodeFixes.Contracts;

namespace Waybill.Analyzers.Tests.Contracts;

public sealed class SensitiveMemberRuleTests
{
    private const string Payment =
        "[Message] public sealed partial record Payment(string Id, [Sensitive] string Card, int Amount, [Sensitive] bool Blocked = false, [Sensitive] int Pin = 0);";

    /// <summary>What the packages of loggers have, as far as it is called here.</summary>
    private const string Loggers = """
        namespace Microsoft.Extensions.Logging
        {
            public interface ILogger { System.IDisposable? BeginScope<TState>(TState state) where TState : notnull; }
            public static class LoggerExtensions
            {
                public static void LogInformation(this ILogger logger, string message, params object?[] args) { }
                public static System.IDisposable? BeginScope(this ILogger logger, string message, params object?[] args) => null;
            }
            public sealed class LoggerMessageAttribute : System.Attribute
            {
                public LoggerMessageAttribute() { }
                public LoggerMessageAttribute(string message) { }
                public LoggerMessageAttribute(int eventId, int level, string message) { }
                public string Message { get; set; } = "";
            }
        }
        namespace Serilog { public interface ILogger { void Information(string template, params object?[] values); void Warning<T>(string template, T value); } }
        namespace Serilog.Core { public sealed class Logger { public void Information(string template, params object?[] values) { } } }
        public sealed class Shown { public string Text { get; init; } = ""; public object? Any { get; init; } }
        public static class Mask { public static string Of(string text) => text[^4..]; }
        """;

    [Theory]
    [InlineData("[Message(\"x\", [|\"card.{Card}\"|])] public sealed partial record M([Sensitive] string Card);")]
    [InlineData(
        "[Message(\"x\", [|\"card.{Card}.seen\"|])] public sealed partial class M { [Sensitive] public string Card { get; init; } = \"\"; }"
    )]
    [InlineData("[Message(\"x\", \"card.{Id}\")] public sealed partial record M(string Id, [Sensitive] string Card);")]
    [InlineData("[Message(\"x\", \"card.Card\")] public sealed partial record M([Sensitive] string Card);")]
    public Task Reports_a_routing_key(string source) => Rule<SensitiveMemberRule>.CheckAsync(source);

    [Theory]
    [InlineData("logger.LogInformation(\"{Card}\", [|payment.Card|]);")]
    [InlineData("logger.LogInformation(\"{Id} {Card}\", payment.Id, [|payment.Card|].ToString());")]
    [InlineData("logger.LogInformation($\"paid with {[|payment.Card|]}\");")]
    [InlineData("logger.LogInformation(\"paid with \" + [|payment.Card|]);")]
    [InlineData("logger.LogInformation(string.Format(\"{0}\", [|payment.Card|]));")]
    [InlineData("logger.LogInformation(\"{Card}\", [|payment.Card|] ?? \"none\");")]
    [InlineData("logger.LogInformation(\"{Card}\", optional?[|.Card|]);")]
    [InlineData("logger.LogInformation(\"{Card}\", payment.Amount > 1 ? [|payment.Card|] : \"\");")]
    [InlineData("using var scope = logger.BeginScope(\"{Card}\", [|payment.Card|]);")]
    [InlineData("serilog.Information(\"{Card}\", [|payment.Card|]);")]
    [InlineData("Paid(logger, [|payment.Card|]);")]
    [InlineData("Console.WriteLine([|payment.Card|]);")]
    [InlineData("Console.Error.WriteLine($\"{[|payment.Card|]}\");")]
    [InlineData("System.Diagnostics.Debug.WriteLine([|payment.Card|]);")]
    [InlineData("System.Diagnostics.Debug.Assert(payment.Amount > 0, $\"{[|payment.Card|]}\");")]
    [InlineData("logger.LogInformation(\"{Card}\", [|payment.Card|]?.ToString());")]
    [InlineData("System.Diagnostics.Debug.WriteLineIf(payment.Amount > 0, [|payment.Card|]);")]
    [InlineData("System.Diagnostics.Activity.Current?.SetTag(\"card\", [|payment.Card|]);")]
    [InlineData("throw new InvalidOperationException($\"{[|payment.Card|]} is refused\");")]
    [InlineData("logger.LogInformation(\"{Cards}\", all.Select(p => [|p.Card|]));")]
    [InlineData("serilog.Information(\"{Cards}\", all?.Where(p => p.Amount > 1).Select(p => [|p.Card|]).Distinct().ToArray());")]
    [InlineData("Console.WriteLine(string.Join(\", \", payment.Id, [|payment.Card|]));")]
    [InlineData("Console.WriteLine(string.Concat(payment.Id, \" \", \"of\", \" \", [|payment.Card|]));")]
    [InlineData("Console.WriteLine(string.Join(\", \", all.Select(p => [|p.Card|])));")]
    [InlineData("Console.WriteLine($\"{string.Concat(from p in all select $\"{[|p.Card|]} \")}\");")]
    [InlineData("Console.WriteLine(all.Select(p => [|p.Card|]).First());")]
    [InlineData("logger.LogInformation(\"{@Payment}\", [|payment|]);")]
    [InlineData("logger.LogInformation(\"{Id} {{@Id}} {@Payment} {Amount}\", payment.Id, [|optional|], payment.Amount);")]
    [InlineData("serilog.Information(\"{@Payments}\", [|all|]);")]
    [InlineData("serilog.Information(\"{@Paid}\", new { payment.Id, Paid = payment }.Id); serilog.Warning(\"{@Paid:j}\", [|payment|]);")]
    [InlineData("core.Information(\"{Card}\", [|payment.Card|]);")]
    [InlineData("core.Information(\"{@Payment}\", [|payment|]);")]
    public Task Reports_what_is_logged(string statement) => CheckStatementAsync(statement);

    /// <summary>What is made of values where it is logged shows them.</summary>
    [Theory]
    [InlineData("logger.BeginScope(new Dictionary<string, object> { [\"Card\"] = [|payment.Card|], [\"Id\"] = payment.Id });")]
    [InlineData("logger.BeginScope(new Dictionary<string, object> { { \"Card\", [|payment.Card|] } });")]
    [InlineData("logger.BeginScope(new[] { new KeyValuePair<string, object>(\"Card\", [|payment.Card|]) });")]
    [InlineData("logger.BeginScope(new[] { KeyValuePair.Create(\"Card\", [|payment.Card|]) });")]
    [InlineData("logger.BeginScope((\"Card\", [|payment.Card|]));")]
    [InlineData("logger.BeginScope(new { payment.Id, [|payment.Card|] });")]
    [InlineData("logger.LogInformation(\"{Cards}\", new List<string> { [|payment.Card|] });")]
    [InlineData("logger.LogInformation(\"{Cards}\", all.Select(p => new { Number = [|p.Card|] }));")]
    [InlineData("Console.WriteLine(new { [|payment.Card|] });")]
    [InlineData("Console.WriteLine($\"{(payment.Id, [|payment.Card|])}\");")]
    [InlineData("serilog.Information(\"{@P}\", new { payment.Id, Deep = new { [|payment.Card|] } });")]
    [InlineData("serilog.Information(\"{@P}\", (payment.Id, [|payment.Card|]));")]
    [InlineData("serilog.Information(\"{@P}\", new Shown { Text = [|payment.Card|] });")]
    [InlineData("serilog.Information(\"{Id} {@P}\", payment.Id, new[] { new Shown { Text = [|payment.Card|] } });")]
    [InlineData("serilog.Information(\"{@P}\", all.Select(p => new Shown { Text = [|p.Card|] }));")]
    [InlineData("serilog.Information(\"{@P}\", [|new { payment.Id, Paid = payment }|]);")]
    [InlineData("serilog.Information(\"{@P}\", [|(payment.Id, payment)|]);")]
    [InlineData("serilog.Information(\"{@P}\", new { payment.Id, Paid = (object)[|payment|] });")]
    [InlineData("serilog.Information(\"{@P}\", new Dictionary<string, object> { [\"Paid\"] = [|payment|], [\"Id\"] = payment.Id });")]
    [InlineData("serilog.Information(\"{@P}\", new Dictionary<string, object> { { \"Paid\", [|payment|] } });")]
    [InlineData("serilog.Information(\"{@P}\", new Shown { Any = [|payment|] });")]
    [InlineData("serilog.Information(\"{@P}\", [|payment with { Card = \"\" }|]);")]
    [InlineData("serilog.Information(\"{@P}\", payment with { Card = [|payment.Card|], Blocked = false, Pin = 0 });")]
    [InlineData("serilog.Warning<object>(\"{@P}\", new object[] { [|payment|] });")]
    public Task Reports_what_is_logged_in_a_holder(string statement) => CheckStatementAsync(statement);

    [Theory]
    [InlineData("Console.WriteLine(new Dictionary<string, object> { [\"Card\"] = payment.Card });")]
    [InlineData("Console.WriteLine(new List<string> { payment.Card });")]
    [InlineData("logger.BeginScope(new Shown { Text = payment.Card });")]
    [InlineData("serilog.Information(\"{Id} {P}\", payment.Id, new Shown { Text = payment.Card });")]
    [InlineData("serilog.Information(\"{@P}\", payment with { Card = \"\", Blocked = false, Pin = 0 });")]
    [InlineData("serilog.Information(\"{@Id} {P}\", payment.Id, new Shown { Text = payment.Card });")]
    [InlineData("Console.WriteLine(new { payment.Card }.Card.Length);")]
    [InlineData("var (id, card) = (payment.Id, payment.Card); Charge(card);")]
    [InlineData("Charge(new Shown { Text = payment.Card }.Text);")]
    [InlineData("logger.LogInformation(\"{Pairs}\", all.Select(p => new { p.Card, p.Id }).Count());")]
    [InlineData("serilog.Information(\"{P}\", new { payment.Id, Paid = payment });")]
    public Task Is_silent_on_holders_that_show_nothing(string statement) => CheckStatementAsync(statement);

    /// <summary>These name the value that was out of range.</summary>
    [Theory]
    [InlineData("ArgumentOutOfRangeException.ThrowIfNegative([|payment.Pin|]);")]
    [InlineData("ArgumentOutOfRangeException.ThrowIfGreaterThan(payment.Amount, [|payment.Pin|]);")]
    [InlineData("ArgumentOutOfRangeException.ThrowIfZero(payment.Amount, nameof(payment.Pin));")]
    [InlineData("ArgumentNullException.ThrowIfNull(payment.Card);")]
    [InlineData("ArgumentException.ThrowIfNullOrEmpty(payment.Card);")]
    public Task Reports_what_a_guard_shows(string statement) => CheckStatementAsync(statement);

    [Theory]
    [InlineData("[LoggerMessage(\"{Id} {@Payment}\")] static partial void Paid(string id, Payment [|payment|]);")]
    [InlineData("[LoggerMessage(1, 2, \"{@payment:j}\")] static partial void Paid(string id, Payment [|Payment|]);")]
    [InlineData("[LoggerMessage(Message = \"{@Payments}\")] static partial void Paid(string id, List<Payment> [|payments|]);")]
    [InlineData("[LoggerMessage(\"{@Id} {Payment}\")] static partial void Paid(string id, Payment payment);")]
    [InlineData("[LoggerMessage(\"{{@Payment}} {Id}\")] static partial void Paid(string id, Payment payment);")]
    [InlineData("[LoggerMessage(\"{@Amount}\")] static partial void Paid(int amount, Payment payment);")]
    public Task Reports_what_a_generated_method_takes_apart(string method) =>
        Rule<SensitiveMemberRule>.CheckAsync(
            $$"""
            using Microsoft.Extensions.Logging;
            {{Payment}}
            static partial class Log { {{method}} }
            """,
            Loggers
        );

    /// <summary>What a derived type overrides a member with may hold more than the member.</summary>
    [Theory]
    [InlineData("Hidden", "[|paid|]")]
    [InlineData("Plain", "paid")]
    public Task Looks_into_what_overrides_a_member(string type, string value) =>
        Rule<SensitiveMemberRule>.CheckAsync(
            $$"""
            using Microsoft.Extensions.Logging;
            public class Plain { public string Id { get; init; } = ""; }
            public sealed class Hidden : Plain { [Sensitive] public string Card { get; init; } = ""; }
            public abstract class Paid { public abstract Plain By { get; } }
            public sealed class PaidBy : Paid { public override {{type}} By => new(); }
            static class Use { static void It(ILogger logger, PaidBy paid) => logger.LogInformation("{@Paid}", {{value}}); }
            """,
            Loggers
        );

    [Theory]
    [InlineData("logger.LogInformation(\"{Id}\", payment.Id);")]
    [InlineData("logger.LogInformation(\"{Payment}\", payment);")]
    [InlineData("logger.LogInformation(\"{Digits}\", payment.Card.Length);")]
    [InlineData("logger.LogInformation(\"{Card}\", payment.Card[^4..]);")]
    [InlineData("logger.LogInformation(\"{Card}\", Mask.Of(payment.Card));")]
    [InlineData("logger.LogInformation(\"{HasCard}\", payment.Card is null);")]
    [InlineData("logger.LogInformation(\"{HasCard}\", payment.Card == \"\" ? \"no\" : \"yes\");")]
    [InlineData("logger.LogInformation(\"{Digits}\", optional?.Card?.Length);")]
    [InlineData("logger.LogInformation(\"{L}\", payment.Card?.Length.ToString());")]
    [InlineData("logger.LogInformation(\"{L}\", payment.Card?.GetHashCode().ToString());")]
    [InlineData("logger.LogInformation(\"{L}\", payment.Card?.Substring(0, 1).ToString());")]
    [InlineData("System.Diagnostics.Debug.Assert(payment.Blocked);")]
    [InlineData("System.Diagnostics.Trace.Assert(payment.Blocked, \"blocked\");")]
    [InlineData("System.Diagnostics.Debug.WriteLineIf(payment.Blocked, \"blocked\");")]
    [InlineData("logger.LogInformation(nameof(payment.Card));")]
    [InlineData("var text = $\"{payment.Card}\"; Charge(text);")]
    [InlineData("Charge(payment.Card);")]
    [InlineData("throw new ArgumentException(\"refused\", nameof(payment.Card));")]
    [InlineData("Console.Out.Flush(); new StringWriter().Write(payment.Card);")]
    [InlineData("Console.WriteLine(all.Select(p => p.Card));")]
    [InlineData("Console.WriteLine($\"{all.Select(p => p.Card)}\");")]
    [InlineData("Console.WriteLine(string.Join(\", \", all.Select(p => p.Card), payment.Id));")]
    [InlineData("logger.LogInformation(\"{Cards}\", all.Select(p => p.Card).Count());")]
    [InlineData("logger.LogInformation(\"{Ids}\", all.OrderBy(p => p.Card).Select(p => p.Id));")]
    [InlineData("logger.LogInformation(\"{Cards}\", all.Select(p => p.Card.Length));")]
    [InlineData("logger.LogInformation(\"{@Id} {Payment}\", payment.Id, payment);")]
    [InlineData("logger.LogInformation(\"{{@Payment}} {Payment}\", payment);")]
    [InlineData("Charge(string.Format(\"{@Payment}\", payment));")]
    public Task Is_silent_on_other_uses(string statement) => CheckStatementAsync(statement);

    [Theory]
    [InlineData("[Message] public sealed partial record M([Sensitive] string Card);")]
    [InlineData("[Message] public sealed partial class M { [Sensitive] public string Card { get; init; } = \"\"; }")]
    [InlineData("[Message] public partial record struct M([Sensitive] string Card);")]
    [InlineData("public sealed class M { [Sensitive] public string Card { get; init; } = \"\"; }")]
    [InlineData("[Message, Union] public abstract partial record M { public sealed partial record C([Sensitive] string Card) : M; }")]
    [InlineData("[Message, Union] public abstract partial record M { public sealed record [|C|]([Sensitive] string Card) : M; }")]
    [InlineData(
        "[Message, Union] public abstract partial record M(string Card) { public sealed record [|C|]([Sensitive] string Card) : M(Card); }"
    )]
    [InlineData(
        "[Message, Union] public abstract partial record M([property: Sensitive] string Card) { public sealed record C(string Card) : M(Card); }"
    )]
    [InlineData("public sealed record [|M|]([Sensitive] string Card, [property: Sensitive] int Pin);")]
    [InlineData("public sealed partial record [|M|]<T>([Sensitive] T Card);")]
    [InlineData("public abstract record B([Sensitive] string Card); [Message] public sealed partial record M(string Card) : B(Card);")]
    [InlineData("public abstract record B([Sensitive] string Card); public sealed record [|M|](string Card) : B(Card);")]
    [InlineData(
        "public sealed record M([Sensitive] string Card) { private bool PrintMembers(System.Text.StringBuilder builder) => false; }"
    )]
    public Task Reports_a_ToString_that_shows_it(string source) => Rule<SensitiveMemberRule>.CheckAsync(source);

    [Theory]
    [InlineData(
        "public sealed class M { [Sensitive] public string Card { get; init; } = \"\"; public override string ToString() => $\"M {[|Card|]}\"; }"
    )]
    [InlineData(
        "public sealed class M { [Sensitive] public string? Card; public override string ToString() { return \"M \" + [|Card|]; } }"
    )]
    [InlineData(
        "public sealed class M { [Sensitive] public string? Card; public override string ToString() => new System.Text.StringBuilder().Append([|Card|]).ToString(); }"
    )]
    [InlineData(
        "public sealed class M { [Sensitive] public string? Card; public override string ToString() => Card is null ? \"none\" : \"***\"; }"
    )]
    [InlineData(
        "public sealed class M { [Sensitive] public decimal Pay; public System.Collections.Generic.List<M> All = []; public override string ToString() => $\"{System.Linq.Enumerable.Sum(All, m => m.Pay)}\"; }"
    )]
    [InlineData(
        "public sealed class M { [Sensitive] public bool Ill; public override string ToString() { return IsIll() ? \"off\" : \"on\"; bool IsIll() { return Ill; } } }"
    )]
    [InlineData(
        "[Message] public sealed partial record M([Sensitive] string Card) { private bool PrintMembers(System.Text.StringBuilder builder) { builder.Append([|Card|]); return true; } }"
    )]
    [InlineData(
        "public sealed class M { public M([Sensitive] string card) { if (card == \"\") throw new ArgumentException($\"'{[|card|]}' is none\"); Card = card; } public string Card { get; } }"
    )]
    [InlineData(
        "public sealed class M { public M(string card) { if (card == \"\") throw new ArgumentException([|card|] + \" is none\", nameof(card)); Card = card; } [Sensitive] public string Card { get; } }"
    )]
    [InlineData(
        "public sealed class M { [Sensitive] public string? Card; public System.Collections.Generic.List<M> All = []; public override string ToString() => string.Join(\", \", System.Linq.Enumerable.Select(All, m => [|m.Card|])); }"
    )]
    [InlineData(
        "[Message] public sealed partial record Payment([property: Sensitive] string Card); public sealed class Refused(Payment payment) : Exception($\"{[|payment.Card|]} is refused\");"
    )]
    [InlineData(
        "[Message] public sealed partial record Payment([property: Sensitive] string Card); public sealed class Refused : Exception { public Refused(Payment payment) : base([|payment.Card|] + \" is refused\") { } }"
    )]
    public Task Reports_ones_own_text(string source) => Rule<SensitiveMemberRule>.CheckAsync(source);

    [Theory]
    [InlineData("[Message] public sealed partial record M([field: [|Sensitive|]] string Card);")]
    [InlineData(
        "[Message] public sealed partial class M { public M([[|Sensitive|]] string number) => Card = number; public string Card { get; } }"
    )]
    [InlineData(
        "[Message] public sealed partial class M { public M([Sensitive] string card) => Card = card; public string Card { get; } }"
    )]
    [InlineData(
        "[Message] public sealed partial class M { public M([[|Sensitive|]] string card) => Number = card; public static string Card = \"\"; public string Number { get; } }"
    )]
    [InlineData("public record M { public M([Sensitive] string number) => Card = [|number|]; public string Card { get; } }")]
    [InlineData(
        "[Message, Union] public abstract partial class M { private M() { } public sealed partial class C : M { public C([[|Sensitive|]] string number) => Card = number; public string Card { get; } } }"
    )]
    [InlineData("public enum State { Open, [[|Sensitive|]] Secret }")]
    public Task Reports_a_mark_that_nobody_reads(string source) => Rule<SensitiveMemberRule>.CheckAsync(source);

    /// <summary>What nobody prints needs no member: the rule looks at what is done with the parameter.</summary>
    [Theory]
    [InlineData("public sealed class Pay([Sensitive] string key) { public void It() => Console.WriteLine([|key|]); }")]
    [InlineData("public readonly struct Pay([Sensitive] string key) { public int Length => key.Length; }")]
    [InlineData(
        "public sealed class Pay { public Pay([Sensitive] string key) { if (key == \"\") throw new ArgumentException($\"'{[|key|]}' is none\"); } }"
    )]
    [InlineData(
        "public sealed class Pay([Sensitive] string key) { private readonly string _key = [|key|]; public int It() => _key.Length; }"
    )]
    [InlineData("public sealed class Pay([Sensitive] string key) { public string ApiKey { get; } = ([|key|]); }")]
    [InlineData(
        "public sealed class Pay { private readonly string _key; public Pay([Sensitive] string? key) => _key = [|key|] ?? throw new ArgumentNullException(nameof(key)); public int It() => _key.Length; }"
    )]
    [InlineData(
        "public sealed class Pay([Sensitive] string key) { [Sensitive] private readonly string _key = key; public void It() => Console.WriteLine([|_key|]); }"
    )]
    [InlineData(
        "public sealed class Pay([Sensitive] string key) { private readonly int _length = key.Length; public int It() => _length; }"
    )]
    [InlineData("public sealed class Pay([Sensitive] string key) { private readonly string _copy = key; public string Key => _copy; }")]
    [InlineData(
        "public sealed class Options { public string Text { get; init; } = \"\"; public static string Last = \"\"; } public sealed class Pay([Sensitive] string key) { public Options It() { Options.Last = key; return new Options { Text = key }; } }"
    )]
    public Task Looks_at_what_is_done_with_a_parameter(string source) => Rule<SensitiveMemberRule>.CheckAsync(source);

    [Fact]
    public Task Names_the_member_that_keeps_it() =>
        Rule<SensitiveMemberRule>.CheckMessageAsync(
            "public sealed class Pay([Sensitive] string key) { private readonly string {|#1:_key|} = {|#0:key|}; public int It() => _key.Length; }",
            "'key' is sensitive and kept in Pay._key, which bears no mark: the mark of a parameter holds for members that are called like it. Put [Sensitive] on Pay._key too"
        );

    /// <summary>Nothing shows these by itself; what is written that does is found all the same.</summary>
    [Theory]
    [InlineData("static class Keys { [Sensitive] public static string Api = \"\"; }", "[|Keys.Api|]")]
    [InlineData("static class Keys { [Sensitive] public static string Api { get; set; } = \"\"; }", "[|Keys.Api|]")]
    [InlineData(
        "static class Keys { [Sensitive] public const string Api = \"x\"; public const string Url = \"y\"; }",
        "[|Keys.Api|] + Keys.Url"
    )]
    [InlineData(
        "class Cards { [Sensitive] public string this[int at] => \"\"; public string this[string at] => \"\"; }",
        "[|new Cards()[1]|] + new Cards()[\"a\"]"
    )]
    [InlineData("interface ICard { [Sensitive] string Card { get; } string Id { get; } }", "[|((ICard)null!).Card|] + ((ICard)null!).Id")]
    [InlineData(
        "record B(string Card, string Id); record M([Sensitive] string Card, string Id) : B(Card, Id) { protected override bool PrintMembers(System.Text.StringBuilder builder) => false; }",
        "[|new M(\"\", \"\").Card|] + new M(\"\", \"\").Id + new B(\"\", \"\").Card"
    )]
    public Task Reports_what_is_logged_of_any_mark(string declaration, string value) =>
        Rule<SensitiveMemberRule>.CheckAsync($"class Use {{ void It() => Console.WriteLine({value}); }} {declaration}");

    [Fact]
    public Task Reports_what_is_logged_of_a_parameter() =>
        Rule<SensitiveMemberRule>.CheckAsync(
            "class Use { void It([Sensitive] string card, string id) => Console.WriteLine([|card|] + id); }"
        );

    /// <summary>What an author's ToString shows is looked at in it.</summary>
    [Theory]
    [InlineData("public sealed record M(string User, [Sensitive] string Password) { public override string ToString() => User; }")]
    [InlineData("public record struct M(string User, [Sensitive] string Password) { public override string ToString() => User; }")]
    [InlineData(
        "public record M(string User, [Sensitive] string Password) { public sealed override string ToString() => User; } public sealed record N(string User, [Sensitive] string Password) : M(User, Password);"
    )]
    [InlineData(
        "[Message, Union] public abstract partial record M { public sealed record C(string User, [Sensitive] string Card) : M { public override string ToString() => User; } }"
    )]
    [InlineData("public record [|M|](string User, [Sensitive] string Password) { public override string ToString() => User; }")]
    [InlineData(
        "public sealed record [|M|](string User, [Sensitive] string Password) { public override string ToString() { var text = new System.Text.StringBuilder(); PrintMembers(text); return text.ToString(); } }"
    )]
    [InlineData("public sealed record M(string User, [Sensitive] string Password) { public override string ToString() => [|Password|]; }")]
    public Task A_ToString_of_the_author_shows_what_it_says(string source) => Rule<SensitiveMemberRule>.CheckAsync(source);

    /// <summary>Which case it is, and what that holds, the copy of a root does not say.</summary>
    [Fact]
    public Task A_copy_of_a_union_holds_what_its_cases_do() =>
        Rule<SensitiveMemberRule>.CheckAsync(
            """
            [Message, Union] public abstract partial record U { public sealed partial record C([Sensitive] string Card) : U; }
            public static class Use { public static void It(Serilog.ILogger serilog, U u) => serilog.Information("{@U}", [|u with { }|]); }
            """,
            Loggers
        );

    /// <summary>A record that is no message may hash what it gets.</summary>
    [Theory]
    [InlineData(
        "public sealed record Token { public string Hash { get; } public Token([Sensitive] string raw) { Hash = raw.Length.ToString(); } }"
    )]
    [InlineData("public sealed record Token { public string Kept { get; } public Token([Sensitive] string raw) { Kept = [|raw|]; } }")]
    [InlineData(
        "public sealed class Token { private string _hash = \"\"; public string Raw { set => _hash = value.Length.ToString(); } public Token([Sensitive] string raw2) { Raw = raw2; } public int It() => _hash.Length; }"
    )]
    public Task A_marked_parameter_need_not_be_kept(string source) => Rule<SensitiveMemberRule>.CheckAsync(source);

    private const string Contract = "public interface ICard { [Sensitive] string Card { get; } string Id { get; } }";

    [Theory]
    [InlineData("[Message] public sealed partial record M(string [|Card|], string Id) : ICard;")]
    [InlineData("[Message] public sealed partial record M([Sensitive] string Card, string Id) : ICard;")]
    [InlineData("[Message] public sealed partial record M(string Id) : ICard { string ICard.Card => \"\"; }")]
    [InlineData(
        "public class M : ICard { public string [|Card|] { get; init; } = \"\"; public string Id { get; init; } = \"\"; } public sealed class N : M;"
    )]
    [InlineData(
        "public class B { public string Card { get; init; } = \"\"; public string Id { get; init; } = \"\"; } public sealed class [|M|] : B, ICard;"
    )]
    [InlineData(
        "public class B { [Sensitive] public string Card { get; init; } = \"\"; public string Id { get; init; } = \"\"; } public sealed class M : B, ICard;"
    )]
    [InlineData("public interface IOther : ICard { string ICard.Card => \"\"; string ICard.Id => \"\"; } public sealed class M : IOther;")]
    [InlineData(
        "public interface IOther { [Sensitive] string Card { get; } } [Message] public sealed partial record M(string [|Card|], string Id) : ICard, IOther;"
    )]
    [InlineData(
        "public interface IOther { [Sensitive] string Id { get; } } [Message] public sealed partial record M(string [|Card|], string [|Id|]) : ICard, IOther;"
    )]
    public Task Reports_what_implements_a_mark_without_one(string source) => Rule<SensitiveMemberRule>.CheckAsync($"{source} {Contract}");

    [Theory]
    [InlineData(
        "[Message] public sealed partial record M(string [|Card|], string Id) : ICard;",
        "[Message] public sealed partial record M([Sensitive] string Card, string Id) : ICard;"
    )]
    [InlineData(
        "public sealed class M : ICard { /* it */ public string [|Card|] { get; init; } = \"\"; public string Id { get; init; } = \"\"; }",
        "public sealed class M : ICard { /* it */ [Sensitive] public string Card { get; init; } = \"\"; public string Id { get; init; } = \"\"; }"
    )]
    public Task The_fix_puts_the_mark_on_what_implements_one(string source, string mended) =>
        Rule<SensitiveMemberRule>.CheckFixAsync<SensitiveMemberFix>($"{source} {Contract}", $"{mended} {Contract}");

    [Theory]
    [InlineData(
        "public sealed class Pay([Sensitive] string key) { private readonly string _key = [|key|]; public int It() => _key.Length; }",
        "public sealed class Pay([Sensitive] string key) { [Sensitive] private readonly string _key = key; public int It() => _key.Length; }"
    )]
    [InlineData(
        "public sealed class Pay { public Pay([Sensitive] string key) => ApiKey = [|key|]; /* it */ public string ApiKey { get; } }",
        "public sealed class Pay { public Pay([Sensitive] string key) => ApiKey = key; /* it */ [Sensitive] public string ApiKey { get; } }"
    )]
    public Task The_fix_puts_the_mark_on_what_keeps_a_parameter(string source, string mended) =>
        Rule<SensitiveMemberRule>.CheckFixAsync<SensitiveMemberFix>(source, mended);

    [Fact]
    public Task Of_two_fields_in_one_declaration_the_fix_marks_none() =>
        Rule<SensitiveMemberRule>.CheckNoFixAsync<SensitiveMemberFix>(
            "public sealed class Pay([Sensitive] string key) { private readonly string _key = [|key|], _id = \"\"; public int It() => _key.Length + _id.Length; }"
        );

    /// <summary>Where nothing else is of the namespace, the mark brings it along.</summary>
    [Fact]
    public Task The_fix_finds_the_mark_without_a_using() =>
        Rule<SensitiveMemberRule>.CheckFixWithoutUsingsAsync<SensitiveMemberFix>(
            "public sealed class M : ICard { public string [|Card|] { get; init; } = \"\"; } public interface ICard { [Waybill.Sensitive] string Card { get; } }",
            "public sealed class M : ICard { [Waybill.Sensitive] public string Card { get; init; } = \"\"; } public interface ICard { [Waybill.Sensitive] string Card { get; } }"
        );

    [Fact]
    public Task Names_the_member_and_the_way_out() =>
        Rule<SensitiveMemberRule>.CheckMessageAsync(
            $"{Payment} class Use {{ void It(Payment payment) => Console.WriteLine({{|#0:payment.Card|}}); }}",
            "Payment.Card is sensitive and is written to the console. Leave it out, or show what identifies the message"
        );

    [Fact]
    public Task The_fix_makes_a_case_partial() =>
        Rule<SensitiveMemberRule>.CheckFixAsync<SensitiveMemberFix>(
            "[Message, Union] public abstract partial record M { public sealed record [|C|]([Sensitive] string Card) : M; public sealed record [|D|]([Sensitive] string Pin) : M; }",
            "[Message, Union] public abstract partial record M { public sealed partial record C([Sensitive] string Card) : M; public sealed partial record D([Sensitive] string Pin) : M; }"
        );

    [Theory]
    [InlineData("public sealed record [|M|]([Sensitive] string Card);")]
    [InlineData("[Message(\"x\", [|\"card.{Card}\"|])] public sealed partial record M([Sensitive] string Card);")]
    public Task What_else_shows_it_a_person_has_to_mend(string source) =>
        Rule<SensitiveMemberRule>.CheckNoFixAsync<SensitiveMemberFix>(source);

    private static Task CheckStatementAsync(string statement) =>
        Rule<SensitiveMemberRule>.CheckAsync(
            $$"""
            using System.Linq;
            using Microsoft.Extensions.Logging;
            {{Payment}}
            public static partial class Use
            {
                public static void It(Payment payment, Payment? optional, ILogger logger, Serilog.ILogger serilog, List<Payment>? all, Serilog.Core.Logger core)
                {
                    {{statement}}
                }

                private static void Charge(string card) { }

                [LoggerMessage("{Card}")]
                static partial void Paid(ILogger logger, string card);

                static partial void Paid(ILogger logger, string card) { }
            }
            """,
            Loggers
        );
}
