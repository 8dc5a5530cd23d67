using System.Text.Json;
using Waybill.Generators.Tests.Harness;

namespace Waybill.Generators.Tests.Json;

/// <summary>When JSON is generated, and what its members are named.</summary>
public sealed class JsonGenerationTests
{
    private const string Message = """
        using Waybill;

        namespace Shop;

        [Message]
        public sealed partial record OrderCreated(string OrderId, decimal TotalAmount, Money? Discount, int[] LineNumbers);

        [Message]
        public readonly partial record struct Money(decimal Amount, string Currency);
        """;

    [Fact]
    public void Nobody_pays_who_does_not_ask()
    {
        var run = GeneratorHarness
            .RunOnce(
                Message,
                """
                using Waybill;
                public static class Names
                {
                    [Exchange(ExchangeType.Topic)] public const string Orders = "orders";
                    [Queue] public const string Stock = "stock";
                    [Queue(Accept = MessageFormat.Protobuf)] public const string Mail = "mail";
                }
                """
            )
            .AssertClean();

        Assert.DoesNotContain(run.HintNames, name => name.Contains(".Json.", StringComparison.Ordinal));
        Assert.All(run.HintNames, name => Assert.DoesNotContain("Json", run.Source(name), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[assembly: Waybill.WaybillJson]")]
    [InlineData(
        "public static class Names { [Waybill.Queue(Accept = Waybill.MessageFormat.Json)] public const string Stock = \"stock\"; }"
    )]
    [InlineData(
        "public static class Names { [Waybill.Exchange(Waybill.ExchangeType.Fanout, Format = Waybill.MessageFormat.Json)] public const string Orders = \"orders\"; }"
    )]
    public void Whoever_asks_gets_it_for_every_message(string asks)
    {
        var run = GeneratorHarness.RunOnce(Message, asks).AssertClean();

        Assert.Contains("Shop.OrderCreated.Json.g.cs", run.HintNames);
        Assert.Contains("Shop.Money.Json.g.cs", run.HintNames);
        Assert.Contains("\\\"orderId\\\":", run.Source("Shop.OrderCreated.Json.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_in_JSON() =>
        Snapshot.Verify(
            GeneratorHarness.RunOnce(Message, "[assembly: Waybill.WaybillJson]").AssertClean().Source("Shop.OrderCreated.Json.g.cs")
        );

    [Theory]
    [InlineData("CamelCase", """{"orderId":"a","totalAmount":1.50,"discount":{"amount":0.5,"currency":"EUR"},"lineNumbers":[1,2]}""")]
    [InlineData(
        "SnakeCaseLower",
        """{"order_id":"a","total_amount":1.50,"discount":{"amount":0.5,"currency":"EUR"},"line_numbers":[1,2]}"""
    )]
    [InlineData(
        "KebabCaseLower",
        """{"order-id":"a","total-amount":1.50,"discount":{"amount":0.5,"currency":"EUR"},"line-numbers":[1,2]}"""
    )]
    [InlineData("AsDeclared", """{"OrderId":"a","TotalAmount":1.50,"Discount":{"Amount":0.5,"Currency":"EUR"},"LineNumbers":[1,2]}""")]
    public void Every_naming_writes_what_System_Text_Json_writes(string naming, string expected)
    {
        var run = GeneratorHarness.RunOnce(
            Message,
            $"[assembly: Waybill.WaybillJson(Naming = Waybill.JsonNaming.{naming})]",
            """
            public static class Use
            {
                public static (string Written, string Oracle) Run(System.Text.Json.JsonNamingPolicy? policy)
                {
                    var order = new Shop.OrderCreated("a", 1.50m, new Shop.Money(0.5m, "EUR"), [1, 2]);
                    var writer = new Waybill.JsonMessageWriter(new byte[4]);
                    ((Waybill.IMessage)order).GetJson()!.Write(ref writer, order);
                    var options = new System.Text.Json.JsonSerializerOptions(System.Text.Json.JsonSerializerDefaults.Web) { PropertyNamingPolicy = policy };
                    return (System.Text.Encoding.UTF8.GetString(writer.Written), System.Text.Json.JsonSerializer.Serialize(order, options));
                }
            }
            """
        );
        var context = run.Load();
        var use = context.Assemblies.Single().GetType("Use")!.GetMethod("Run")!;
        JsonNamingPolicy? policy = naming switch
        {
            "CamelCase" => JsonNamingPolicy.CamelCase,
            "SnakeCaseLower" => JsonNamingPolicy.SnakeCaseLower,
            "KebabCaseLower" => JsonNamingPolicy.KebabCaseLower,
            _ => null,
        };
        var (written, oracle) = ((string, string))use.Invoke(null, [policy])!;

        Assert.Equal(oracle, written);
        Assert.Equal(expected, written);
        context.Unload();
    }

    [Fact]
    public void Two_members_of_one_name_leave_the_message_without_JSON()
    {
        var run = GeneratorHarness
            .RunOnce("[assembly: Waybill.WaybillJson]\n[Waybill.Message] public sealed partial record Twice(int Id, int id);")
            .AssertClean();

        Assert.DoesNotContain("Twice.Json.g.cs", run.HintNames);
    }

    [Fact]
    public void A_message_that_cannot_be_read_is_written_all_the_same() =>
        GeneratorHarness
            .RunOnce(
                "[assembly: Waybill.WaybillJson]\n[Waybill.Message] public abstract partial class Wrong { public object? A { get; set; } public int B { get; set; } }"
            )
            .AssertClean();

    [Theory]
    [InlineData("[System.Obsolete(\"\", true)] public int Old { get; set; }")]
    [InlineData(
        "public int Write { get; set; } public int Read { get; set; } public int message { get; set; } public int writer { get; set; }"
    )]
    [InlineData("public System.DateTime System { get; set; } public int Waybill { get; set; } public int Instance { get; set; }")]
    [InlineData(
        "public int @global { get; set; } public int @default { get; set; } public int reader { get; set; } public int s_names { get; set; }"
    )]
    public void Names_of_members_disturb_nothing(string members) =>
        GeneratorHarness
            .RunOnce($"[assembly: Waybill.WaybillJson]\n[Waybill.Message] public sealed partial class Odd {{ {members} }}")
            .AssertClean();

    /// <summary>WB1001 says what is wrong; what the compiler would say of the file would only hide it.</summary>
    [Theory]
    [InlineData("public abstract partial record U { private U() { } }")]
    [InlineData(
        "public abstract partial record U { private U() { } [Waybill.Message] public sealed partial record Card(int Number) : U; }"
    )]
    [InlineData(
        "public abstract partial record U { private U() { } [Waybill.Message] public sealed partial record Card(int Number) : U; public sealed record Cash(int Cents) : U; }"
    )]
    public void A_wrong_union_has_no_JSON_that_the_compiler_warns_of(string union) =>
        GeneratorHarness.RunOnce($"[assembly: Waybill.WaybillJson]\n[Waybill.Message, Waybill.Union] {union}").AssertClean();
}
