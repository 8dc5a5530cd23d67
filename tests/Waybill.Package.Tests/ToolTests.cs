namespace Waybill.Package.Tests;

/// <summary>The command-line tool, installed from the feed, beside a project that uses the package.</summary>
public sealed class ToolTests(Packages packages)
{
    private const string Order = "using Waybill; namespace Shop; [Message] public sealed partial record Order(string Id, {0});";

    [Fact]
    public async Task Changes_are_refused_until_they_are_accepted()
    {
        var shop = packages.Empty("tool");
        (await shop.DotnetAsync("tool", "install", "Waybill.Cli", "--version", packages.Version, "--tool-path", "tools")).AssertSucceeded();
        await WriteAsync(shop, "Shop.csproj", Project(packages.Version));
        await WriteAsync(shop, "Order.cs", Order.Replace("{0}", "string Note", StringComparison.Ordinal));

        // The file is made, and the build says nothing against what it holds.
        Assert.Contains("is new: 1 messages", (await RunAsync(shop, "schema", "accept")).AssertSucceeded().Output);
        (await shop.BuildAsync("-warnaserror")).AssertSucceeded();
        (await RunAsync(shop, "schema", "check")).AssertSucceeded();

        // A new field is a warning where one works and an error where it is shipped.
        await WriteAsync(shop, "Order.cs", Order.Replace("{0}", "int Count, string Note", StringComparison.Ordinal));
        Assert.Contains("warning WB1006: ", (await shop.BuildAsync()).AssertSucceeded().Output);
        Assert.Equal(1, (await RunAsync(shop, "schema", "check")).ExitCode);
        Assert.Contains("error WB1006: ", (await shop.BuildAsync("-p:ContinuousIntegrationBuild=true")).Output);
        Assert.Contains("error WB1006: ", (await shop.DotnetAsync("pack", "--disable-build-servers")).Output);
        (await RunAsync(shop, "schema", "accept")).AssertSucceeded();
        Assert.Contains(
            "field\tShop.Order\t3\tCount\t",
            await File.ReadAllTextAsync(shop["waybill.lock"], TestContext.Current.CancellationToken)
        );
        (await shop.BuildAsync("-warnaserror")).AssertSucceeded();

        // What breaks readers does not build, and the tool builds it all the same when it is accepted.
        await WriteAsync(shop, "Order.cs", Order.Replace("{0}", "int Count", StringComparison.Ordinal));
        Assert.Contains("error WB1005: Shop.Order.Note was removed", (await shop.BuildAsync()).Output);
        Assert.Contains("Shop.Order.Note was removed", (await RunAsync(shop, "schema", "accept")).AssertSucceeded().Output);
        (await shop.BuildAsync("-warnaserror")).AssertSucceeded();

        // A message that is gone is reported in the file, and accepted like any other change.
        await WriteAsync(shop, "Order.cs", "namespace Shop; [Waybill.Message] public sealed partial record Parcel(int Weight);");
        Assert.Contains("error WB1005: Shop.Order was removed or renamed", (await shop.BuildAsync()).Output);
        Assert.Contains("Shop.Order was removed or renamed", (await RunAsync(shop, "schema", "accept")).AssertSucceeded().Output);
        (await shop.BuildAsync("-warnaserror")).AssertSucceeded();
    }

    private static Task<Command> RunAsync(Consumer shop, params string[] arguments) =>
        Command.RunAsync(shop["tools/waybill"], shop[""], shop.Environment, arguments);

    private static string Project(string version) =>
        $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <IsPackable>true</IsPackable>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Waybill" Version="{version}" />
              </ItemGroup>
            </Project>
            """;

    private static Task WriteAsync(Consumer shop, string file, string text) =>
        File.WriteAllTextAsync(shop[file], text, TestContext.Current.CancellationToken);
}
