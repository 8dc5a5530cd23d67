using System.Buffers.Binary;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Waybill.Generators;

namespace Waybill.Analyzers.Tests.Harness;

/// <summary>A referenced assembly with the generated module and its manifest.</summary>
internal static class Library
{
    /// <summary>As a build has it: metadata.</summary>
    public static MetadataReference Compile(string source) => Emit(Generate(source));

    /// <summary>As a package has it that was built when Waybill.Abstractions had another version.</summary>
    public static MetadataReference CompileAgainst(Version abstractions, string source)
    {
        var compilation = Generate(source);
        var current = compilation.References.Single(reference => reference.Display == AbstractionsPath);
        return Emit(compilation.ReplaceReference(current, MetadataReference.CreateFromImage(Restamp(AbstractionsPath, abstractions))));
    }

    /// <summary>As an IDE has a project of the same solution: a compilation.</summary>
    public static MetadataReference Open(string source) => Generate(source).ToMetadataReference();

    private static string AbstractionsPath => typeof(MessageAttribute).Assembly.Location;

    private static MetadataReference Emit(Compilation compilation)
    {
        var stream = new MemoryStream();
        var result = compilation.Emit(stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    /// <summary>The assembly with another version: four 16-bit numbers after the first column of the Assembly table's one row, by ECMA-335 II.22.2.</summary>
    private static byte[] Restamp(string path, Version version)
    {
        var image = File.ReadAllBytes(path);
        using var file = new PEReader([.. image]);
        var row = file.PEHeaders.MetadataStartOffset + file.GetMetadataReader().GetTableMetadataOffset(TableIndex.Assembly);
        var numbers = image.AsSpan(row + sizeof(uint));
        BinaryPrimitives.WriteUInt16LittleEndian(numbers, (ushort)version.Major);
        BinaryPrimitives.WriteUInt16LittleEndian(numbers[2..], (ushort)version.Minor);
        BinaryPrimitives.WriteUInt16LittleEndian(numbers[4..], (ushort)version.Build);
        BinaryPrimitives.WriteUInt16LittleEndian(numbers[6..], (ushort)version.Revision);
        return image;
    }

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
