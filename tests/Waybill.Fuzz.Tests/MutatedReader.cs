using System.Reflection;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Waybill.Tests;

namespace Waybill.Fuzz.Tests;

/// <summary>Waybill.Abstractions compiled from its own sources with one of them changed, and the fuzz run on it.</summary>
internal static class MutatedReader
{
    private const string Folder = "reader/";
    private const string Program = "Waybill.Fuzz";
    private const string ReaderAssembly = "Waybill.Abstractions";

    // A version below the one that the shapes were compiled against would be passed over.
    private const string Properties = """
        [assembly: System.Reflection.AssemblyVersion("9999.0.0.0")]
        """;

    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions s_language = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp14);
    private static readonly Lazy<Dictionary<string, string>> s_sources = new(ReadSources);

    /// <summary>
    /// Runs the fuzz on the changed reader, in a process of its own: what reads memory that is not its own may end it, and is found then too.
    /// </summary>
    public static async Task<ToolProcess> FuzzAsync(
        MessageFormat format,
        string file,
        string original,
        string changed,
        int mutants,
        int seed
    )
    {
        var folder = Directory.CreateTempSubdirectory("waybill-fuzz-");
        try
        {
            foreach (var part in new DirectoryInfo(AppContext.BaseDirectory).EnumerateFiles().Where(part => IsNeeded(part.Name)))
            {
                part.CopyTo(Path.Combine(folder.FullName, part.Name));
            }

            File.WriteAllBytes(Path.Combine(folder.FullName, $"{ReaderAssembly}.dll"), Compile(file, original, changed));
            return await ToolProcess.RunAsync(
                "dotnet",
                [
                    Path.Combine(folder.FullName, $"{Program}.dll"),
                    "mutate",
                    "--format",
                    $"{format}",
                    "--mutants",
                    $"{mutants}",
                    "--seed",
                    $"{seed}",
                ],
                TimeSpan.FromMinutes(5)
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool IsNeeded(string file) =>
        file.StartsWith(Program, StringComparison.Ordinal)
        || file.StartsWith("SharpFuzz", StringComparison.Ordinal)
        || file.StartsWith("System.CommandLine", StringComparison.Ordinal);

    private static byte[] Compile(string file, string original, string changed)
    {
        var source = s_sources.Value[file];
        Assert.True(source.Split(original).Length == 2, $"'{original}' stands {source.Split(original).Length - 1} times in {file}");
        var trees = s_sources
            .Value.Select(pair =>
                (pair.Key, Text: pair.Key == file ? source.Replace(original, changed, StringComparison.Ordinal) : pair.Value)
            )
            .Concat([(Key: "Usings.cs", Text: ImplicitUsings), (Key: "Properties.cs", Text: Properties)])
            .Select(item => CSharpSyntaxTree.ParseText(item.Text, s_language, item.Key));
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            allowUnsafe: true,
            nullableContextOptions: NullableContextOptions.Enable
        );
        using var image = new MemoryStream();
        var result = CSharpCompilation.Create(ReaderAssembly, trees, Net100.References.All, options).Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        return image.ToArray();
    }

    private static Dictionary<string, string> ReadSources()
    {
        var assembly = typeof(MutatedReader).Assembly;
        return assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .ToDictionary(name => name[Folder.Length..].Replace('\\', '/'), name => Read(assembly, name));
    }

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
