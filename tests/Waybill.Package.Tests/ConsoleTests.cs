namespace Waybill.Package.Tests;

/// <summary>A console application with messages and a handler of its own.</summary>
public sealed class ConsoleTests(Packages packages)
{
    private static readonly string[] s_generated =
    [
        "Shop.OrderPlaced.Message.g.cs",
        "Shop.PaymentHandler.Handler.g.cs",
        "ShopConsoleModule.g.cs",
    ];

    [Fact]
    public async Task Publishes_and_handles_and_its_generated_code_can_be_read_and_stepped_into()
    {
        var console = packages.Consume("ShopConsole");
        (await console.BuildAsync("-p:EmitCompilerGeneratedFiles=true")).AssertSucceeded();

        var run = (await console.RunAsync("", "ShopConsole", console["data"])).AssertSucceeded();

        Assert.Equal("Published to 1 queue, Flushed\nHandled ORD-1 for 99.90\n", run.Output.ReplaceLineEndings("\n"));
        var folder = console[
            Path.Combine("obj", "Debug", "net10.0", "generated", "Waybill.Generators", "Waybill.Generators.WaybillGenerator")
        ];
        Assert.Equal(s_generated, Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        AssertSymbolsName(console, folder);
    }

    // The symbols hold the text too, so debuggers need no file.
    private static void AssertSymbolsName(Consumer console, string folder)
    {
        using var symbols = Symbols.Read(File.ReadAllBytes(console.Output("", "ShopConsole.pdb")));
        var generated = symbols
            .Sources.Where(source => source.Path.StartsWith(folder))
            .OrderBy(source => source.Path, StringComparer.Ordinal);
        Assert.Equal(s_generated.Select(file => new Source(Path.Combine(folder, file), IsEmbedded: true)), generated);
    }
}
