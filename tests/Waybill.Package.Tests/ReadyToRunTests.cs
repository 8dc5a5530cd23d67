using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Waybill.Package.Tests;

/// <summary>The package's assemblies are there compiled ahead of time too, for the platform that it is packed on.</summary>
public sealed class ReadyToRunTests(Packages packages)
{
    private const string Platform = "linux-x64";
    private const string Folder = $"runtimes/{Platform}/lib/net10.0/";
    private static readonly string[] s_assemblies = ["Waybill.Abstractions", "Waybill.Broker", "Waybill.Runtime", "Waybill.Storage"];

    [Fact]
    public void Every_assembly_has_an_image_with_native_code_of_the_same_module()
    {
        SkipElsewhere();
        using var package = packages.Open("Waybill");

        Assert.Equal(
            s_assemblies.Select(assembly => $"{Folder}{assembly}.dll"),
            package.Entries.Select(entry => entry.FullName).Where(file => file.StartsWith("runtimes/")).Order(StringComparer.Ordinal)
        );
        foreach (var assembly in s_assemblies)
        {
            var (hasCode, module) = Look($"lib/net10.0/{assembly}.dll");
            Assert.False(hasCode);
            Assert.Equal((true, module), Look($"{Folder}{assembly}.dll"));
        }

        (bool HasCode, Guid Module) Look(string file)
        {
            using var entry = package.GetEntry(file)!.Open();
            using var copy = new MemoryStream();
            entry.CopyTo(copy);
            copy.Position = 0;
            using var image = new PEReader(copy);
            var reader = image.GetMetadataReader();
            return (image.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0, reader.GetGuid(reader.GetModuleDefinition().Mvid));
        }
    }

    [Fact]
    public async Task A_program_runs_the_native_code_and_compiles_its_own_alone()
    {
        SkipElsewhere();
        var console = packages.Consume("ShopConsole");
        (await console.BuildAsync()).AssertSucceeded();
        var compiled = console["compiled.txt"];

        // Without tiers nothing is compiled in the background: the runtime closes the listing as it exits, while that thread may still write to it, and
        // one run in a hundred ended with "free(): invalid pointer". No native code is compiled anew either, so the listing is exact.
        var run = await console
            .With("DOTNET_JitStdOutFile", compiled)
            .With("DOTNET_JitDisasmSummary", "1")
            .With("DOTNET_TieredCompilation", "0")
            .RunAsync("", "ShopConsole", console["data"]);

        run.AssertSucceeded();
        var methods = await File.ReadAllTextAsync(compiled, TestContext.Current.CancellationToken);
        Assert.Contains(" Shop.PaymentHandler:", methods);
        Assert.DoesNotContain(" Waybill.Runtime.Hosting.WaybillHostedService:", methods);
        Assert.DoesNotContain(" Waybill.Broker.EmbeddedTransport:", methods);
        Assert.DoesNotContain(" Waybill.Storage.Journal:", methods);
    }

    private static void SkipElsewhere() =>
        Assert.SkipUnless(
            System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier == Platform,
            "images are made where they can be tried"
        );
}
