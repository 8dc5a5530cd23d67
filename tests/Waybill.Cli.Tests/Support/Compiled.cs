using Waybill.Generators.Tests.Harness;

namespace Waybill.Cli.Tests.Support;

/// <summary>Assemblies on disk, compiled with the generator.</summary>
internal static class Compiled
{
    /// <summary>Compiles sources with Waybill's usings.</summary>
    public static GeneratorRun Run(
        string source,
        string? lockText = null,
        string assembly = "Shop",
        params Microsoft.CodeAnalysis.MetadataReference[] references
    ) =>
        new GeneratorHarness(assembly, references)
            .WithFile("waybill.lock", lockText)
            .Run($"using System; using System.Collections.Generic; using Waybill; {source}")
            .AssertClean();

    /// <summary>Writes the assembly into the folder.</summary>
    public static string Write(GeneratorRun run, TempFolder folder)
    {
        var path = Path.Combine(folder.Path, $"{run.Compilation.AssemblyName}.dll");
        using var file = File.Create(path);
        var emitted = run.Compilation.Emit(file);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        return path;
    }

    public static string Write(string source, TempFolder folder, string? lockText = null) => Write(Run(source, lockText), folder);
}
