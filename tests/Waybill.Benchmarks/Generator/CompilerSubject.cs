using System.Diagnostics;
using Waybill.Benchmarks.Harness;

namespace Waybill.Benchmarks.Generator;

/// <summary>
/// Runs the SDK's compiler, a process of its own as in a build without a compiler server, over the same sources without the generator and with it. The figures are the time
/// that the generator adds, and how much source it writes.
/// </summary>
internal sealed class CompilerSubject : Subject
{
    private readonly string _folder = Directory.CreateTempSubdirectory("waybill-bench-").FullName;
    private readonly string _arguments;

    public CompilerSubject(string name, GeneratorSources sources)
        : base(name)
    {
        var files = sources.Files.Select((text, index) => (Path: Path.Combine(_folder, $"File{index}.cs"), Text: text)).ToList();
        files.ForEach(static file => File.WriteAllText(file.Path, file.Text));
        _arguments = Path.Combine(_folder, "arguments.rsp");
        File.WriteAllLines(
            _arguments,
            [
                "-noconfig -nostdlib+ -target:library -optimize+ -deterministic+ -nullable:enable -nowarn:CS1701",
                $"-define:{string.Join(';', GeneratorProject.PreprocessorSymbols)}",
                $"-out:\"{Path.Combine(_folder, "Bench.dll")}\"",
                .. GeneratorProject.References.Select(static file => $"-reference:\"{file}\""),
                .. files.Select(static file => $"\"{file.Path}\""),
            ]
        );
    }

    private string Generated => Path.Combine(_folder, "generated");

    public override async ValueTask<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        var without = await CompileAsync([], cancellationToken);
        Directory.CreateDirectory(Generated);
        var with = await CompileAsync([$"-analyzer:{GeneratorLoader.Path(Name)}", $"-generatedfilesout:{Generated}"], cancellationToken);
        var bytes = new DirectoryInfo(Generated).EnumerateFiles("*.cs", SearchOption.AllDirectories).Sum(static file => file.Length);
        return [new Figure("compiler-added", with - without, 0), new Figure("generated-source", bytes / 1024.0, 0, "KiB")];
    }

    public override ValueTask CloseAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<double> CompileAsync(IEnumerable<string> more, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        using var compiler = Process.Start(
            new ProcessStartInfo("dotnet", ["exec", GeneratorLoader.Metadata("Compiler"), .. more, $"@{_arguments}"])
            {
                RedirectStandardOutput = true,
            }
        )!;
        var said = await compiler.StandardOutput.ReadToEndAsync(cancellationToken);
        await compiler.WaitForExitAsync(cancellationToken);
        return compiler.ExitCode == 0
            ? clock.Elapsed.TotalMilliseconds
            : throw new InvalidOperationException($"The sources for {Name} do not compile: {said}");
    }
}
