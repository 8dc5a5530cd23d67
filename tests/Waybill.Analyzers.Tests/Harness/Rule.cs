using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Waybill.Generators;
using Waybill.Generators.Tests.Harness;

namespace Waybill.Analyzers.Tests.Harness;

/// <summary>Checks one rule over marked sources: <c>[|…|]</c> is where it reports, and nothing else may be reported.</summary>
internal static class Rule<TRule>
    where TRule : RuleAnalyzer, new()
{
    /// <summary>Checks what the rule reports; without marks: that it is silent.</summary>
    public static Task CheckAsync([StringSyntax("c#-test")] string source, params string[] moreSources) =>
        CheckAsync(source, message: null, moreSources);

    /// <summary>Checks what the rule reports, and the message of the one place that is marked <c>{|#0:…|}</c>; the other numbered marks are its additional locations.</summary>
    public static Task CheckMessageAsync([StringSyntax("c#-test")] string source, string message, params string[] moreSources) =>
        CheckAsync(source, message, moreSources);

    /// <summary>The same of a rule that reports this with another severity than its own.</summary>
    public static Task CheckMessageAsync([StringSyntax("c#-test")] string source, string message, DiagnosticSeverity severity)
    {
        var test = Test(source, []);
        test.ExpectedDiagnostics.Add(new DiagnosticResult(new TRule().Descriptor.Id, severity).WithLocation(0).WithMessage(message));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Checks that the rule reports once, at <c>{|#0:…|}</c>, with the other numbered marks as its additional locations.</summary>
    public static Task CheckLocationsAsync([StringSyntax("c#-test")] string source, int marks, params string[] moreSources)
    {
        var test = Test(source, moreSources);
        test.ExpectedDiagnostics.Add(At(marks));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Checks what the rule reports in the source and in an additional file.</summary>
    public static Task CheckWithFileAsync([StringSyntax("c#-test")] string source, string file, string content, params string[] moreSources)
    {
        var test = Test(source, moreSources);
        test.TestState.AdditionalFiles.Add((file, content));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The same, and the message of the one place that is marked <c>{|#0:…|}</c>.</summary>
    public static Task CheckMessageWithFileAsync([StringSyntax("c#-test")] string source, string message, string file, string content)
    {
        var test = Test(source, []);
        test.TestState.AdditionalFiles.Add((file, content));
        test.ExpectedDiagnostics.Add(At(marks: 1).WithMessage(message));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Checks what the rule reports in a project that references another one with the generator's output.</summary>
    public static Task CheckWithLibraryAsync([StringSyntax("c#-test")] string source, [StringSyntax("c#-test")] string library) =>
        CheckWithLibraryAsync(source, Library.Compile(library));

    /// <summary>The same with a reference of the caller's making.</summary>
    public static Task CheckWithLibraryAsync([StringSyntax("c#-test")] string source, MetadataReference library)
    {
        var test = new AnalyzerTest { TestCode = source };
        test.TestState.AdditionalReferences.Add(library);
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The same, and the message of the one place that is marked <c>{|#0:…|}</c>.</summary>
    public static Task CheckMessageWithLibraryAsync([StringSyntax("c#-test")] string source, string message, MetadataReference library)
    {
        var test = new AnalyzerTest { TestCode = source };
        test.TestState.AdditionalReferences.Add(library);
        test.ExpectedDiagnostics.Add(At(marks: 1).WithMessage(message));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Checks what the rule reports in a project with an additional file that references another one.</summary>
    public static Task CheckWithFileAndLibraryAsync(
        [StringSyntax("c#-test")] string source,
        string file,
        string content,
        [StringSyntax("c#-test")] string library
    ) => CheckWithFileAndLibraryAsync(source, file, content, Library.Compile(library));

    /// <summary>The same with a reference of the caller's making.</summary>
    public static Task CheckWithFileAndLibraryAsync(
        [StringSyntax("c#-test")] string source,
        string file,
        string content,
        MetadataReference library
    )
    {
        var test = Test(source, []);
        test.TestState.AdditionalFiles.Add((file, content));
        test.TestState.AdditionalReferences.Add(library);
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The same, and the message of the one place that is marked <c>{|#0:…|}</c>.</summary>
    public static Task CheckMessageWithFileAndLibraryAsync(
        [StringSyntax("c#-test")] string source,
        string message,
        string file,
        string content,
        [StringSyntax("c#-test")] string library
    )
    {
        var test = Test(source, []);
        test.TestState.AdditionalFiles.Add((file, content));
        test.TestState.AdditionalReferences.Add(Library.Compile(library));
        test.ExpectedDiagnostics.Add(At(marks: 1).WithMessage(message));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    private static Task CheckAsync(string source, string? message, params string[] moreSources)
    {
        var test = Test(source, moreSources);
        if (message is not null)
        {
            test.ExpectedDiagnostics.Add(At(source.Split("{|#").Length - 1).WithMessage(message));
        }

        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    private static DiagnosticResult At(int marks) =>
        Enumerable
            .Range(0, marks)
            .Aggregate(
                new DiagnosticResult(new TRule().Descriptor.Id, new TRule().Descriptor.DefaultSeverity),
                (result, mark) => result.WithLocation(mark)
            );

    private static AnalyzerTest Test(string source, string[] moreSources)
    {
        var test = new AnalyzerTest { TestCode = source };
        foreach (var text in moreSources)
        {
            test.TestState.Sources.Add(text);
        }

        return test;
    }

    /// <summary>Checks that the code fix makes one source of the other, one by one and by Fix All.</summary>
    public static Task CheckFixAsync<TFix>([StringSyntax("c#-test")] string source, [StringSyntax("c#-test")] string mended)
        where TFix : CodeFixProvider, new() =>
        new FixTest<TFix> { TestCode = source, FixedCode = mended }.RunAsync(TestContext.Current.CancellationToken);

    /// <summary>The same in a project that imports no namespace.</summary>
    public static Task CheckFixWithoutUsingsAsync<TFix>([StringSyntax("c#-test")] string source, [StringSyntax("c#-test")] string mended)
        where TFix : CodeFixProvider, new()
    {
        var test = new FixTest<TFix>();
        test.TestState.Sources.Clear();
        test.FixedState.Sources.Clear();
        (test.TestCode, test.FixedCode) = (source, mended);
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Checks what one of a rule's fixes makes of the source and of an additional file.</summary>
    public static Task CheckFixWithFileAsync<TFix>(
        string file,
        [StringSyntax("c#-test")] string source,
        string content,
        [StringSyntax("c#-test")] string mended,
        string mendedContent
    )
        where TFix : CodeFixProvider, new()
    {
        var test = new FixTest<TFix> { TestCode = source, FixedCode = mended };
        test.TestState.AdditionalFiles.Add((file, content));
        test.FixedState.AdditionalFiles.Add((file, mendedContent));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Checks that the rule reports a whole line of the additional file and nothing else.</summary>
    public static Task CheckInFileAsync(
        [StringSyntax("c#-test")] string source,
        string file,
        string content,
        int line,
        int length,
        string message,
        MetadataReference? library = null
    )
    {
        var test = Test(source, []);
        test.TestState.AdditionalFiles.Add((file, content));
        if (library is not null)
        {
            test.TestState.AdditionalReferences.Add(library);
        }

        test.ExpectedDiagnostics.Add(
            new DiagnosticResult(new TRule().Descriptor.Id, new TRule().Descriptor.DefaultSeverity)
                .WithSpan(file, line, 1, line, length + 1)
                .WithMessage(message)
        );
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Checks the severities of what the rule reports when the build has this property.</summary>
    public static Task CheckSeverityAsync(
        [StringSyntax("c#-test")] string source,
        string file,
        string content,
        string property,
        DiagnosticSeverity severity
    )
    {
        var test = Test(source, []);
        test.TestState.AdditionalFiles.Add((file, content));
        test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", $"is_global = true\nbuild_property.{property}\n"));
        test.ExpectedDiagnostics.Add(new DiagnosticResult(new TRule().Descriptor.Id, severity).WithLocation(0));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Checks that the rule reports and offers no fix, since a person has to decide.</summary>
    public static Task CheckNoFixAsync<TFix>([StringSyntax("c#-test")] string source)
        where TFix : CodeFixProvider, new() => CheckFixAsync<TFix>(source, source);

    private sealed class AnalyzerTest : CSharpAnalyzerTest<TRule, DefaultVerifier>
    {
        public AnalyzerTest() => RuleSetup.Prepare(this, TestState);

        protected override IEnumerable<Type> GetSourceGenerators() => RuleSetup.Generators;

        protected override ParseOptions CreateParseOptions() => RuleSetup.ParseOptions;

        protected override CompilationOptions CreateCompilationOptions() => RuleSetup.CompilationOptions;
    }

    private sealed class FixTest<TFix> : CSharpCodeFixTest<TRule, TFix, DefaultVerifier>
        where TFix : CodeFixProvider, new()
    {
        public FixTest()
        {
            RuleSetup.Prepare(this, TestState);
            FixedState.Sources.Add(RuleSetup.Usings);

            // A fix may leave its diagnostic for a person to end: marks in the mended source are expected there.
            FixedState.MarkupHandling = MarkupMode.Allow;
        }

        protected override IEnumerable<Type> GetSourceGenerators() => RuleSetup.Generators;

        protected override ParseOptions CreateParseOptions() => RuleSetup.ParseOptions;

        protected override CompilationOptions CreateCompilationOptions() => RuleSetup.CompilationOptions;
    }
}
