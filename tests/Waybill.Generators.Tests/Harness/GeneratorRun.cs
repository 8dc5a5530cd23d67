using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Waybill.Generators.Tests.Harness;

/// <summary>What one run of the generators gave.</summary>
internal sealed class GeneratorRun(CSharpCompilation compilation, GeneratorDriverRunResult result)
{
    /// <summary>The compilation with the generated files in it.</summary>
    public CSharpCompilation Compilation { get; } = compilation;

    public GeneratorDriverRunResult Result { get; } = result;

    /// <summary>The hint names of all generated files, sorted.</summary>
    public IReadOnlyList<string> HintNames =>
        [.. Result.Results.SelectMany(r => r.GeneratedSources).Select(s => s.HintName).Order(StringComparer.Ordinal)];

    /// <summary>The text of one generated file.</summary>
    public string Source(string hintName) =>
        Result.Results.SelectMany(r => r.GeneratedSources).Single(s => s.HintName == hintName).SourceText.ToString();

    /// <summary>Errors and warnings of the whole compilation, generated code included; in that also the warnings of nulls, which users are spared.</summary>
    public IReadOnlyList<string> Problems() =>
        [.. WithNullableWarnings().GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.ToString())];

    private CSharpCompilation WithNullableWarnings()
    {
        const string AnnotationsAlone = "#nullable disable\n#nullable enable annotations\n";
        var compilation = Compilation;
        foreach (var tree in Result.GeneratedTrees)
        {
            var text = tree.ToString();
            Assert.Contains(AnnotationsAlone, text, StringComparison.Ordinal);
            var enabled = SourceText.From(text.Replace(AnnotationsAlone, "#nullable enable\n\n", StringComparison.Ordinal), Encoding.UTF8);
            compilation = compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(enabled));
        }

        return compilation;
    }

    /// <summary>Fails when a generator threw or reported, or anything does not compile without a warning.</summary>
    public GeneratorRun AssertClean()
    {
        AssertSilent();
        Assert.Empty(Problems());
        return this;
    }

    /// <summary>Fails when a generator threw or reported: on bad input, too, only analyzers speak.</summary>
    public GeneratorRun AssertSilent()
    {
        Assert.All(Result.Results, generator => Assert.Null(generator.Exception));
        Assert.Empty(Result.Diagnostics);
        return this;
    }

    /// <summary>The reasons of a step's outputs, of whichever generator has a step of that name, in the order of the run.</summary>
    public IReadOnlyList<IncrementalStepRunReason> Reasons(string step)
    {
        var steps = Result.Results.Where(r => r.TrackedSteps.ContainsKey(step)).SelectMany(r => r.TrackedSteps[step]).ToList();
        Assert.NotEmpty(steps);
        return [.. steps.SelectMany(s => s.Outputs).Select(o => o.Reason)];
    }

    /// <summary>The reasons of all output steps: Cached means that no file was made anew.</summary>
    public IReadOnlyList<IncrementalStepRunReason> OutputReasons()
    {
        var steps = Result.Results.SelectMany(generator => generator.TrackedOutputSteps.Values).SelectMany(runs => runs);
        var reasons = steps.SelectMany(step => step.Outputs).Select(output => output.Reason).ToList();
        Assert.NotEmpty(reasons);
        return reasons;
    }

    /// <summary>The values of a step's outputs, for tests that look at models.</summary>
    public IReadOnlyList<object> Values(string step) =>
        [
            .. Result
                .Results.Where(r => r.TrackedSteps.ContainsKey(step))
                .SelectMany(r => r.TrackedSteps[step])
                .SelectMany(s => s.Outputs)
                .Select(o => o.Value),
        ];

    /// <summary>Compiles and loads the assembly; it unloads with the returned context.</summary>
    public AssemblyLoadContext Load()
    {
        AssertClean();
        using var image = new MemoryStream();
        var emitted = Compilation.Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        image.Position = 0;
        var context = new AssemblyLoadContext(Compilation.AssemblyName, isCollectible: true);
        context.LoadFromStream(image);
        return context;
    }

    /// <summary>The compiled project as a reference for another one.</summary>
    public MetadataReference ToReference()
    {
        AssertClean();
        using var image = new MemoryStream();
        Assert.True(Compilation.Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
