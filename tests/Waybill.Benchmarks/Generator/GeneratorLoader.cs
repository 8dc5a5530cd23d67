using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Waybill.Benchmarks.Generator;

/// <summary>Loads generators from their dlls, as the compiler does; the build wrote down where they are.</summary>
internal sealed class GeneratorLoader : IAnalyzerAssemblyLoader
{
    public static IReadOnlyList<ISourceGenerator> Load(string name)
    {
        var path = Path(name);
        var generators = new AnalyzerFileReference(path, new GeneratorLoader()).GetGenerators(LanguageNames.CSharp);
        return generators.IsEmpty ? throw new InvalidOperationException($"{path} holds no generator.") : [.. generators];
    }

    /// <summary>A generator's dll.</summary>
    public static string Path(string name) => Metadata($"Generator.{name}");

    /// <summary>What the build wrote down.</summary>
    public static string Metadata(string key) =>
        typeof(GeneratorLoader).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!;

    public void AddDependencyLocation(string fullPath) { }

    public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
}
