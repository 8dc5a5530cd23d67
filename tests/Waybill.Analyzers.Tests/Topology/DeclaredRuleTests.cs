using Microsoft.CodeAnalysis;
using Waybill.Analyzers.Tests.Harness;
using Waybill.Analyzers.Topology;

namespace Waybill.Analyzers.Tests.Topology;

public sealed class DeclaredRuleTests
{
    private const string Names = """
        public static class Names
        {
            [Exchange(ExchangeType.Topic)] public const string Orders = "orders";
            [Queue] public const string Stock = "stock";
        }
        [Message(Names.Orders, "order.created")] public sealed partial record Placed(int Number);
        """;

    [Theory]
    [InlineData("[Message([|\"order\"|], \"order.paid\")] public sealed partial record Paid(int Number);")]
    [InlineData("[Handler([|\"stok\"|])] public sealed class H { public void Handle(Placed placed) { } }")]
    [InlineData("public static class More { [Queue] [Binding([|\"order\"|], \"#\")] public const string Audit = \"audit\"; }")]
    [InlineData("public static class More { [Binding(Names.Orders, \"#\")] public const string [|Audit|] = \"audit\"; }")]
    [InlineData("public sealed class S(IMessageBus bus) { public async Task Run(Placed p) => await bus.SendAsync([|\"stok\"|], p); }")]
    [InlineData(
        "public sealed class S(IDirectMessageBus bus) { public async Task Run(Placed p) => await bus.SendAsync(queue: [|\"stok\"|], message: p); }"
    )]
    public Task Reports_a_name_that_nothing_declares(string source) => Rule<DeclaredRule>.CheckAsync(Names + source);

    [Theory]
    [InlineData("[Message(\"orders\", \"order.paid\")] public sealed partial record Paid(int Number);")]
    [InlineData("[Handler(\"stock\")] public sealed class H { public void Handle(Placed placed) { } }")]
    [InlineData("public static class More { [Queue] [Binding(\"order.*\")] public const string Audit = \"audit\"; }")]
    [InlineData("public sealed class S(IMessageBus bus) { public async Task Run(Placed p) => await bus.SendAsync(\"stock.dead\", p); }")]
    [InlineData(
        "public sealed class S(IMessageBus bus) { public async Task Run(Placed p, string queue) => await bus.SendAsync(queue, p); }"
    )]
    [InlineData(
        "public sealed class S { Task SendAsync(string queue, Placed p) => Task.CompletedTask; public Task Run(Placed p) => SendAsync(\"stok\", p); }"
    )]
    public Task Is_silent_on_what_is_declared_or_unknown(string source) => Rule<DeclaredRule>.CheckAsync(Names + source);

    [Fact]
    public Task Reports_a_binding_without_one_exchange_where_its_queue_is_handled() =>
        Rule<DeclaredRule>.CheckAsync(
            """
            public static class Names
            {
                [Exchange(ExchangeType.Topic)] public const string Orders = "orders";
                [Exchange(ExchangeType.Topic)] public const string Money = "money";
                [Queue] [Binding([|"#"|])] public const string Audit = "audit";
            }
            [Message(Names.Orders, "order.created")] public sealed partial record Placed(int Number);
            [Message(Names.Money, "money.paid")] public sealed partial record Paid(int Number);
            [Handler(Names.Audit)] public sealed class H { public void Handle(Placed placed) { } public void Handle(Paid paid) { } }
            """
        );

    [Fact]
    public Task Says_the_same_as_start_up() =>
        Rule<DeclaredRule>.CheckMessageAsync(
            "[Message({|#0:\"orders\"|}, \"order.created\")] public sealed partial record Placed(int Number);",
            "Message Placed names the exchange 'orders', which is not declared. Declare a constant \"orders\" with [Exchange], or reference the assembly that does."
        );

    [Fact]
    public Task A_reference_may_declare_it() =>
        Rule<DeclaredRule>.CheckWithLibraryAsync(
            """
            [Message("orders", "order.paid")] public sealed partial record Paid(int Number);
            [Handler("stock")] public sealed class H { public void Handle(Placed placed) { } public void Handle(Paid paid) { } }
            [Message([|"order"|], "order.paid")] public sealed partial record Lost(int Number);
            """,
            Names
        );

    [Fact]
    public Task What_a_reference_does_not_declare_is_its_own_affair() =>
        Rule<DeclaredRule>.CheckWithLibraryAsync(
            "[Handler(Names.Stock)] public sealed class H { public void Handle(Placed placed) { } }",
            Names + "[Message(\"nowhere\", \"x\")] public sealed partial record Lost(int Number);"
        );

    [Fact]
    public Task A_reference_may_be_a_project_that_is_open() =>
        Rule<DeclaredRule>.CheckWithLibraryAsync(
            "[Message(\"orders\", \"x\")] public sealed partial record Paid(int N); [Message([|\"order\"|], \"x\")] public sealed partial record Lost(int N);",
            Library.Open(Names)
        );

    [Fact]
    public Task A_reference_may_be_built_against_another_version() =>
        Rule<DeclaredRule>.CheckWithLibraryAsync(
            "[Message(\"orders\", \"x\")] public sealed partial record Paid(int N); [Message([|\"order\"|], \"x\")] public sealed partial record Lost(int N);",
            Library.CompileAgainst(new Version(0, 0, 9, 0), Names)
        );

    [Fact]
    public Task Nobody_knows_what_a_manifest_of_another_version_declares() =>
        Rule<DeclaredRule>.CheckWithLibraryAsync(
            "[Message(\"orders\", \"x\")] public sealed partial record Paid(int N);",
            """
            [assembly: Waybill.Generated.WaybillManifest(typeof(Old), "waybill-manifest 99")]
            public sealed class Old : Waybill.Generated.IWaybillModule
            {
                static string Waybill.Generated.IWaybillModule.Manifest => "waybill-manifest 99";
                static void Waybill.Generated.IWaybillModule.AddReferences(Waybill.Generated.IModuleRegistry registry) { }
                static void Waybill.Generated.IWaybillModule.AddHandlers(Waybill.Generated.IModuleRegistry registry) { }
            }
            """
        );

    [Theory]
    [InlineData("[Queue] public static readonly string {|#0:Stock|} = \"stock\";", "Queue")]
    [InlineData("[Exchange(ExchangeType.Topic)] public static string {|#0:Stock|} = \"stock\";", "Exchange")]
    [InlineData("[Queue, Binding(\"a\", \"b\")] public const int {|#0:Stock|} = 1;", "Queue")]
    public Task Reports_what_declares_nothing(string field, string attribute) =>
        Rule<DeclaredRule>.CheckMessageAsync(
            $"public static class Names {{ {field} }}",
            $"'Stock' has [{attribute}] and is no 'const string', so that it declares nothing. Make it one.",
            DiagnosticSeverity.Warning
        );
}
