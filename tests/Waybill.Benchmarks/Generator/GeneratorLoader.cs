using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Waybill.Benchmarks.Generator;

/// <summary>Loads generators from their dlls, as the compiler does; the build wrote down where they are.</summary>
internal sealed class GeneratorLoader : IAnalyzerAssemblyLoader
{
    public static IReadOnlyList<ISourceGenerator> Load(string name)
    {
        var path = typeof(GeneratorLoader)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == $"Generator.{name}")
            .Value!;
        var generators = new AnalyzerFileReference(path, new GeneratorLoader()).GetGenerators(LanguageNames.CSharp);
        return generators.IsEmpty ? throw new InvalidOperationException($"{path} holds no generator.") : [.. generators];
    }

    public void AddDependencyLocation(string fullPath) { }

    public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
}
