using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using Waybill.Generators;
using Waybill.Generators.Tests.Harness;

namespace Waybill.Analyzers.Tests.Harness;

/// <summary>What every test compilation has: .NET 10, Waybill.Abstractions, and the generator.</summary>
internal static class RuleSetup
{
    public static IReadOnlyList<MetadataReference> References { get; } =
    [
        .. Directory.EnumerateFiles(TestPaths.ReferenceAssemblies, "*.dll").Select(file => MetadataReference.CreateFromFile(file)),
        MetadataReference.CreateFromFile(typeof(MessageAttribute).Assembly.Location),
    ];

    /// <summary>The usings that a project has by itself, and Waybill's.</summary>
    public static (string Name, SourceText Text) Usings { get; } =
        (
            "/0/Usings.cs",
            SourceText.From(
                """
                global using System;
                global using System.Collections.Generic;
                global using System.IO;
                global using System.Linq;
                global using System.Net.Http;
                global using System.Threading;
                global using System.Threading.Tasks;
                global using Waybill;
                """
            )
        );

    public static Type[] Generators { get; } = [typeof(WaybillGenerator)];

    public static ParseOptions ParseOptions { get; } = new CSharpParseOptions(LanguageVersion.CSharp12);

    public static CompilationOptions CompilationOptions { get; } =
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            allowUnsafe: true,
            nullableContextOptions: NullableContextOptions.Enable
        );

    public static void Prepare(AnalyzerTest<DefaultVerifier> test, SolutionState state)
    {
        test.ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        test.TestBehaviors |= TestBehaviors.SkipGeneratedSourcesCheck;
        state.AdditionalReferences.AddRange(References);
        state.Sources.Add(Usings);
    }
}
