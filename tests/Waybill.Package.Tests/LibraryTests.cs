namespace Waybill.Package.Tests;

/// <summary>A library with messages and handlers, and those who use it without naming the package.</summary>
public sealed class LibraryTests(LibraryTests.Shop shop) : IClassFixture<LibraryTests.Shop>
{
    [Fact]
    public async Task A_host_names_the_librarys_module()
    {
        var run = (await shop.Consumer.RunAsync("Shop.Host", "Shop.Host", shop.Consumer["data-host"])).AssertSucceeded();

        Assert.Equal("C# host: reserved ORD-2\nC# host: shipped ORD-2\n", run.Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_host_in_FSharp_names_the_librarys_module()
    {
        var run = (await shop.Consumer.RunAsync("Shop.FSharp", "Shop.FSharp", shop.Consumer["data-fsharp"])).AssertSucceeded();

        Assert.Equal("F# host: reserved ORD-3\nF# host: shipped ORD-3\n", run.Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_test_project_runs_the_librarys_handlers()
    {
        var run = (await shop.Consumer.RunAsync("Shop.Orders.Tests", "Shop.Orders.Tests")).AssertSucceeded();

        Assert.Matches(@"Total: 2, Errors: 0, Failed: 0, Skipped: 0", run.Output);
    }

    /// <summary>Built once.</summary>
    public sealed class Shop(Packages packages) : IAsyncLifetime
    {
        internal Consumer Consumer { get; } = packages.Consume("Shop");

        public async ValueTask InitializeAsync() => (await Consumer.BuildAsync()).AssertSucceeded();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
