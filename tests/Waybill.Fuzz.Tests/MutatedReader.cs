using System.Reflection;
using System.Runtime.Loader;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Waybill.Fuzz.Tests;

/// <summary>Waybill.Abstractions compiled from its own sources with one of them changed, and the fuzz run on it.</summary>
internal static class MutatedReader
{
    private const string Folder = "reader/";
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

    /// <returns>What the fuzz finds in <paramref name="mutants"/> mutants of messages; null when it finds nothing.</returns>
    public static string? FirstViolation(string file, string original, string changed, int mutants, int seed)
    {
        var context = new Context(Compile(file, original, changed));
        try
        {
            var fuzz = context.LoadFromAssemblyPath(typeof(MutateRun).Assembly.Location);
            var check = Activator.CreateInstance(fuzz.GetType(typeof(ReaderCheck).FullName!)!);
            var refusal = fuzz.GetType(typeof(Reading).FullName!)!.GetProperty(nameof(Reading.Refusal))!.PropertyType;
            Assert.Same(context, AssemblyLoadContext.GetLoadContext(refusal.Assembly));
            var run = fuzz.GetType(typeof(MutateRun).FullName!)!.GetMethod(nameof(MutateRun.FirstViolation))!;
            return (string?)run.Invoke(null, [check, (long)mutants, seed]);
        }
        finally
        {
            context.Unload();
        }
    }

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

    /// <summary>Prefers the changed assembly to the one that the process has anyway.</summary>
    private sealed class Context(byte[] reader) : AssemblyLoadContext(isCollectible: true)
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            using var image = new MemoryStream(reader);
            return assemblyName.Name == ReaderAssembly ? LoadFromStream(image) : null;
        }
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
