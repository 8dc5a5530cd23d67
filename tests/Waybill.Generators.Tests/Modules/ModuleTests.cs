using Microsoft.CodeAnalysis;
using Waybill.Generators.Tests.Handlers;
using Waybill.Generators.Tests.Harness;

namespace Waybill.Generators.Tests.Modules;

public sealed class ModuleTests
{
    private const string Ping = "[Waybill.Message] public sealed partial record Ping;";

    private static string ModuleName(string assembly, string source = Ping) =>
        Assert
            .Single(
                new GeneratorHarness(assembly)
                    .Run(source)
                    .AssertClean()
                    .Compilation.GetSymbolsWithName(IsModule, SymbolFilter.Type)
                    .OfType<INamedTypeSymbol>(),
                type => type.AllInterfaces.Any(contract => contract.Name == "IWaybillModule")
            )
            .ToDisplayString();

    private static bool IsModule(string name) => name.EndsWith("Module", StringComparison.Ordinal) || name == "Chosen";

    [Theory]
    [InlineData("Shop", "Shop.ShopModule")]
    [InlineData("Shop.Orders", "Shop.Orders.ShopOrdersModule")]
    [InlineData("shop-orders v2", "shop_orders_v2.shop_orders_v2Module")]
    [InlineData("7.event", "_7.event._7eventModule")]
    [InlineData("class", "class.classModule")]
    [InlineData("R&D <old>.Lib", "R_D__old_.Lib.R_D__old_LibModule")]
    public void The_name_is_the_assemblys(string assembly, string expected) =>
        Assert.Equal(expected, ModuleName(assembly).Replace("@", ""));

    [Theory]
    [InlineData("Chosen", "Shop.Chosen")]
    [InlineData("Else.Where.Chosen", "Else.Where.Chosen")]
    [InlineData("not a name", "Shop.ShopModule")]
    [InlineData("", "Shop.ShopModule")]
    public void The_name_can_be_chosen(string chosen, string expected) =>
        Assert.Equal(expected, ModuleName("Shop", $"[assembly: Waybill.WaybillModule(\"{chosen}\")] {Ping}"));

    /// <summary>The rule WB3004 says so; a second type of the name would be an error in a file that nobody wrote.</summary>
    [Theory]
    [InlineData("Chosen", "namespace Shop { public sealed class Chosen; }", "Shop.ShopModule")]
    [InlineData("Else.Chosen", "namespace Else { public enum Chosen { None } }", "Shop.ShopModule")]
    [InlineData("Chosen", "public sealed class Chosen;", "Shop.Chosen")]
    [InlineData("Chosen", "namespace Shop { public sealed class Chosen<T>; }", "Shop.Chosen")]
    public void A_name_that_a_type_has_is_not_taken(string chosen, string type, string expected) =>
        Assert.Equal(expected, ModuleName("Shop", $"[assembly: Waybill.WaybillModule(\"{chosen}\")] {type} {Ping}"));

    [Fact]
    public void Its_documentation_is_well_formed_whatever_the_name()
    {
        var run = new GeneratorHarness("R&D <old>.Lib").Run(Ping).AssertClean();

        var documentation = Assert.Single(run.Compilation.GetSymbolsWithName(IsModule, SymbolFilter.Type)).GetDocumentationCommentXml();

        Assert.Contains("of R&D <old>.Lib: ", System.Xml.Linq.XElement.Parse(documentation!).Value);
    }

    /// <summary>A namespace cannot have the name of a type.</summary>
    [Theory]
    [InlineData("Orders", "public sealed class Orders;", "OrdersModule")]
    [InlineData("Orders", "[assembly: Waybill.WaybillModule(\"Chosen\")] public sealed class Orders;", "Chosen")]
    [InlineData("Shop.Orders", "public interface Shop;", "ShopOrdersModule")]
    [InlineData("Shop.Orders", "namespace Shop { public enum Orders { None } }", "ShopOrdersModule")]
    [InlineData("Shop.Orders", "namespace Shop { public enum Order { None } }", "Shop.Orders.ShopOrdersModule")]
    [InlineData("Orders", "public sealed class Orders<T>;", "Orders.OrdersModule")]
    [InlineData("Orders", "namespace Shop { public sealed class Orders; }", "Orders.OrdersModule")]
    [InlineData("Orders", "[assembly: Waybill.WaybillModule(\"Else.Chosen\")] public sealed class Orders;", "Else.Chosen")]
    public void A_root_namespace_that_is_a_type_gives_way(string assembly, string source, string expected) =>
        Assert.Equal(expected, ModuleName(assembly, $"{source} {Ping}"));

    [Theory]
    [InlineData("public static class Names { [Waybill.Exchange(Waybill.ExchangeType.Topic)] public const string A = \"a\"; }")]
    [InlineData("public static class Names { [Waybill.Queue] public const string A = \"a\"; }")]
    [InlineData(Ping)]
    public void Anything_declared_makes_a_module(string source) =>
        Assert.Equal("TestAssembly.TestAssemblyModule", ModuleName("TestAssembly", source));

    [Fact]
    public void Nothing_declared_makes_none()
    {
        var contracts = new GeneratorHarness("Contracts").Run(Ping).ToReference();

        Assert.Empty(new GeneratorHarness("Host", contracts).Run("[assembly: Waybill.WaybillModule(\"Mine\")]").AssertClean().HintNames);
    }

    [Fact]
    public void Every_text_goes_through_the_raw_string()
    {
        const string Source = """public static class Names { [Waybill.Queue] public const string A = "a\"\"\" b{}\\\t\u2028 -"; }""";

        Assert.Contains("queue\ta\"\"\" b{}\\\\\\u0009\\u2028 -\ttrue", Manifest(GeneratorHarness.RunOnce(Source).AssertClean()));
    }

    [Fact]
    public void The_assembly_carries_the_manifest()
    {
        var run = GeneratorHarness.RunOnce(Ping).AssertClean();

        var attribute = Assert.Single(run.Compilation.Assembly.GetAttributes(), a => a.AttributeClass?.Name == "WaybillManifestAttribute");

        Assert.Equal("TestAssembly.TestAssemblyModule", attribute.ConstructorArguments[0].Value?.ToString());
        Assert.Equal(Manifest(run), attribute.ConstructorArguments[1].Value);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Modules_of_references_are_included(bool asFile)
    {
        var alpha = new GeneratorHarness("Alpha").Run(Ping).AssertClean();
        var beta = new GeneratorHarness("Beta").Run(
            "[assembly: Waybill.WaybillModule(\"Else.Chosen\")] [Waybill.Message] public sealed partial record Pong;"
        );
        var plain = new GeneratorHarness("Plain").Run("public sealed class Nothing;");
        MetadataReference Reference(GeneratorRun run) => asFile ? run.ToReference() : run.Compilation.ToMetadataReference();

        var host = new GeneratorHarness("Host", Reference(beta), Reference(plain), Reference(alpha))
            .Run("[Waybill.Message] public sealed partial record Own;")
            .AssertClean();

        var lines = host.Source("HostModule.g.cs").Split('\n').Where(line => line.Contains("registry.Include")).Select(line => line.Trim());
        Assert.Equal(["registry.Include<global::Alpha.AlphaModule>();", "registry.Include<global::Else.Chosen>();"], lines);
    }

    [Fact]
    public void A_reference_that_only_an_alias_reaches_is_left_out()
    {
        var alpha = new GeneratorHarness("Alpha").Run(Ping).ToReference().WithAliases(["old"]);

        Assert.DoesNotContain("Include", new GeneratorHarness("Host", alpha).Run(Ping).AssertClean().Source("HostModule.g.cs"));
    }

    [Fact]
    public void Messages_of_a_reference_are_handled_by_their_wire_name()
    {
        var contracts = new GeneratorHarness("Contracts")
            .Run("[Waybill.Message(Name = \"ping.v1\")] public sealed partial record Ping;")
            .ToReference();

        var run = new GeneratorHarness("Host", contracts).Run(HandlerSources.Handler("public void Handle(Ping ping) { }")).AssertClean();

        Assert.Contains("handles\tinventory\tping.v1\t", Manifest(run, "Host"));
    }

    private static string Manifest(GeneratorRun run, string assembly = "TestAssembly")
    {
        var module = run.Compilation.GetTypeByMetadataName($"{assembly}.{assembly}Module")!;
        return (string)((IFieldSymbol)module.GetMembers("Manifest").Single()).ConstantValue!;
    }
}
