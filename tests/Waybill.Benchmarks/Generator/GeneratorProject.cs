using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Waybill.Benchmarks.Generator;

/// <summary>A project that is being edited, and the driver that runs a generator over it.</summary>
internal sealed class GeneratorProject
{
    /// <summary>The symbols that the SDK defines: MemoryPack's generated code asks for them.</summary>
    public static ImmutableArray<string> PreprocessorSymbols { get; } =
    ["NET", .. Enumerable.Range(5, 6).Select(static version => $"NET{version}_0_OR_GREATER")];

    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.CSharp12, preprocessorSymbols: PreprocessorSymbols);

    /// <summary>The files that the sources are compiled against.</summary>
    public static ImmutableArray<string> References { get; } =
    [
        // The framework's own assemblies, and of the others only what the sources name.
        .. Directory
            .EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System*.dll")
            .Append(typeof(MessageAttribute).Assembly.Location)
            .Append(typeof(MemoryPack.MemoryPackableAttribute).Assembly.Location)
            .Append(typeof(Mediator.IRequest).Assembly.Location)
            .Append(typeof(Microsoft.Extensions.DependencyInjection.IServiceCollection).Assembly.Location)
            .Where(static file => !file.EndsWith(".Native.dll", StringComparison.Ordinal)),
    ];

    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. References.Select(static file => MetadataReference.CreateFromFile(file)),
    ];

    private readonly IReadOnlyList<ISourceGenerator> _generators;
    private readonly GeneratorSources _sources;
    private readonly bool _tracked;
    private readonly SyntaxTree[] _trees;
    private CSharpCompilation _compilation;
    private GeneratorDriver _driver;
    private int _edit;

    /// <param name="generators">What runs.</param>
    /// <param name="sources">Over what.</param>
    /// <param name="tracked">Whether the steps are recorded, which takes time.</param>
    public GeneratorProject(IReadOnlyList<ISourceGenerator> generators, GeneratorSources sources, bool tracked)
    {
        _generators = generators;
        _sources = sources;
        _tracked = tracked;
        _trees = [.. sources.Files.Select(static (file, index) => Parse(file, index))];
        _compilation = CSharpCompilation.Create(
            "Bench",
            _trees,
            s_references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
        );
        _driver = NewDriver();
    }

    public GeneratorDriverRunResult Result => _driver.GetRunResult();

    /// <summary>The errors of the compilation with what was generated.</summary>
    public IReadOnlyList<Diagnostic> Errors()
    {
        _driver.RunGeneratorsAndUpdateCompilation(_compilation, out var output, out var reported);
        return [.. output.GetDiagnostics().Concat(reported).Where(static found => found.Severity == DiagnosticSeverity.Error)];
    }

    /// <summary>Everything is new: another driver over another compilation.</summary>
    public void Forget()
    {
        _driver = NewDriver();
        EditUnrelated();
    }

    public void EditUnrelated() => Replace(_sources.Unrelated, _sources.EditedUnrelated(++_edit));

    public void EditMessage() => Replace(0, _sources.EditedMessage(++_edit));

    public void Run() => _driver = _driver.RunGenerators(_compilation);

    private GeneratorDriver NewDriver() =>
        CSharpGeneratorDriver.Create(
            _generators,
            parseOptions: s_parseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, _tracked)
        );

    private void Replace(int index, string text)
    {
        var tree = Parse(text, index);
        _compilation = _compilation.ReplaceSyntaxTree(_trees[index], tree);
        _trees[index] = tree;
    }

    private static SyntaxTree Parse(string text, int index) => CSharpSyntaxTree.ParseText(text, s_parseOptions, $"File{index}.cs");
}
