using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Waybill.Generators.Tests.Harness;

/// <summary>
/// Runs every generator of Waybill.Generators over test sources, as the compiler would. One harness is one project being edited: <see cref="Run"/>
/// again with other sources is the next keystroke, and the run says what was cached.
/// </summary>
internal sealed class GeneratorHarness
{
    /// <summary>What user code compiles with: generated code must not ask for more than C# 12.</summary>
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp12);

    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. Directory.EnumerateFiles(TestPaths.ReferenceAssemblies, "*.dll").Select(file => MetadataReference.CreateFromFile(file)),
        MetadataReference.CreateFromFile(typeof(MessageAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(FromKeyedServicesAttribute).Assembly.Location),
    ];

    private readonly string _assemblyName;
    private readonly ImmutableArray<MetadataReference> _extraReferences;
    private readonly Dictionary<string, AdditionalText> _files = [];
    private GeneratorDriver _driver;
    private CSharpCompilation? _compilation;
    private ImmutableArray<(string Text, SyntaxTree Tree)> _sources = [];

    /// <param name="assemblyName">The name of the compiled assembly.</param>
    /// <param name="references">References beyond the BCL, Waybill.Abstractions and the abstractions of dependency injection.</param>
    public GeneratorHarness(string assemblyName = "TestAssembly", params MetadataReference[] references)
    {
        _assemblyName = assemblyName;
        _extraReferences = [.. references];
        _driver = CSharpGeneratorDriver.Create(
            AllGenerators().Select(generator => generator.AsSourceGenerator()),
            parseOptions: ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)
        );
    }

    /// <summary>Runs the generators over one project; the shortest way for a test that edits nothing.</summary>
    public static GeneratorRun RunOnce(params string[] sources) => new GeneratorHarness().Run(sources);

    /// <summary>
    /// Runs the generators over these sources. A file whose text is as in the run before keeps its syntax tree, as in an IDE.
    /// </summary>
    public GeneratorRun Run(params string[] sources)
    {
        var trees = sources.Select((text, index) => Tree(text, index)).ToImmutableArray();
        var compilation = Update(trees);
        _sources = [.. sources.Zip(trees)];
        _compilation = compilation;
        _driver = _driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        return new GeneratorRun((CSharpCompilation)output, _driver.GetRunResult());
    }

    /// <summary>Puts a text among the project's additional files, or in the place of the one of its path; null takes it out.</summary>
    public GeneratorHarness WithFile(string path, string? text)
    {
        var file = text is null ? null : new AdditionalFile(path, text);
        if (_files.Remove(path, out var old))
        {
            _driver = file is null ? _driver.RemoveAdditionalTexts([old]) : _driver.ReplaceAdditionalText(old, file);
        }
        else if (file is not null)
        {
            _driver = _driver.AddAdditionalTexts([file]);
        }

        if (file is not null)
        {
            _files.Add(path, file);
        }

        return this;
    }

    /// <summary>One instance of every generator in the assembly.</summary>
    public static IEnumerable<IIncrementalGenerator> AllGenerators() =>
        typeof(MessageGenerator)
            .Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(GeneratorAttribute), inherit: false))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (IIncrementalGenerator)Activator.CreateInstance(type)!);

    private SyntaxTree Tree(string text, int index) =>
        index < _sources.Length && _sources[index].Text == text
            ? _sources[index].Tree
            : CSharpSyntaxTree.ParseText(text, ParseOptions, path: $"File{index}.cs");

    private CSharpCompilation Update(ImmutableArray<SyntaxTree> trees)
    {
        if (_compilation is not { } compilation || trees.Length != _sources.Length)
        {
            return CSharpCompilation.Create(
                _assemblyName,
                trees,
                s_references.AddRange(_extraReferences),
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
            );
        }

        for (var i = 0; i < trees.Length; i++)
        {
            if (trees[i] != _sources[i].Tree)
            {
                compilation = compilation.ReplaceSyntaxTree(_sources[i].Tree, trees[i]);
            }
        }

        return compilation;
    }

    private sealed class AdditionalFile(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
