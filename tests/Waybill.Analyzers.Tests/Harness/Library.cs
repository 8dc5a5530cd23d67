using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Waybill.Generators;

namespace Waybill.Analyzers.Tests.Harness;

/// <summary>A referenced assembly with the generated module and its manifest.</summary>
internal static class Library
{
    /// <summary>As a build has it: metadata.</summary>
    public static MetadataReference Compile(string source)
    {
        var stream = new MemoryStream();
        var result = Generate(source).Emit(stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    /// <summary>As an IDE has a project of the same solution: a compilation.</summary>
    public static MetadataReference Open(string source) => Generate(source).ToMetadataReference();

    private static Compilation Generate(string source)
    {
        var parse = (CSharpParseOptions)RuleSetup.ParseOptions;
        var compilation = CSharpCompilation.Create(
            "Library",
            [CSharpSyntaxTree.ParseText(source, parse), CSharpSyntaxTree.ParseText(RuleSetup.Usings.Text, parse)],
            RuleSetup.References,
            (CSharpCompilationOptions)RuleSetup.CompilationOptions
        );
        CSharpGeneratorDriver
            .Create([new WaybillGenerator().AsSourceGenerator()], parseOptions: parse)
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _, TestContext.Current.CancellationToken);
        return generated;
    }
}
