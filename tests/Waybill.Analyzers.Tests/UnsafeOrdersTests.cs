using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Waybill.Analyzers.Tests;

/// <summary>samples/UnsafeOrders, built by the SDK's own compiler, says what its expected.txt holds: all rules at once, where they are loaded as users load them.</summary>
public sealed partial class UnsafeOrdersTests
{
    private static readonly string s_sample = Path.Combine(
        typeof(UnsafeOrdersTests)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "WaybillRoot")
            .Value!,
        "samples",
        "UnsafeOrders"
    );

    [Fact]
    public async Task Every_unsafe_line_is_reported_in_one_build()
    {
        var output = await BuildAsync(TestContext.Current.CancellationToken);
        var expected = await File.ReadAllLinesAsync(Path.Combine(s_sample, "expected.txt"), TestContext.Current.CancellationToken);
        Assert.Equal(expected, Diagnostics(output));
    }

    [Fact]
    public async Task Every_expected_line_is_marked_in_the_source()
    {
        var expected = await File.ReadAllLinesAsync(Path.Combine(s_sample, "expected.txt"), TestContext.Current.CancellationToken);
        Assert.All(
            expected,
            line =>
            {
                var place = Expected().Match(line);
                var source = File.ReadAllLines(Path.Combine(s_sample, place.Groups["file"].Value));
                var marked = source[int.Parse(place.Groups["line"].Value, System.Globalization.CultureInfo.InvariantCulture) - 1];
                Assert.Contains($"// {place.Groups["id"].Value}: ", marked);
            }
        );
    }

    private static IEnumerable<string> Diagnostics(string output) =>
        Reported()
            .Matches(output)
            .Select(match =>
                (
                    File: Path.GetFileName(match.Groups["file"].Value),
                    Line: int.Parse(match.Groups["line"].Value, System.Globalization.CultureInfo.InvariantCulture),
                    Text: match.Groups["text"].Value
                )
            )
            .Distinct()
            .OrderBy(found => found.File, StringComparer.Ordinal)
            .ThenBy(found => found.Line)
            .ThenBy(found => found.Text, StringComparer.Ordinal)
            .Select(found => $"{found.File}({found.Line}): {found.Text}");

    /// <summary>Builds the sample alone: what it references was built with this test.</summary>
    private static async Task<string> BuildAsync(CancellationToken cancellationToken)
    {
        var configuration = typeof(UnsafeOrdersTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        var info = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = s_sample,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "build",
                "UnsafeOrders.csproj",
                "--no-incremental",
                "--disable-build-servers",
                "-tl:off",
                "-p:BuildProjectReferences=false",
                $"-p:Configuration={configuration}",
            },
        };
        info.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var build = Process.Start(info)!;
        using var kill = cancellationToken.Register(() => build.Kill(entireProcessTree: true));
        var errors = build.StandardError.ReadToEndAsync(cancellationToken);
        var output = await build.StandardOutput.ReadToEndAsync(cancellationToken);
        await build.WaitForExitAsync(cancellationToken);
        Assert.True(build.ExitCode == 1, $"the sample has errors and must not build: exit code {build.ExitCode}\n{output}\n{await errors}");
        Assert.DoesNotContain("error CS", output);
        return output;
    }

    [GeneratedRegex(
        @"^\s*(?<file>[^\r\n(]+)\((?<line>[0-9]+),[0-9]+\): (?<text>(error|warning) WB[0-9]{4}: .*?) \(https://",
        RegexOptions.Multiline
    )]
    private static partial Regex Reported();

    [GeneratedRegex(@"^(?<file>[^(]+)\((?<line>[0-9]+)\): (error|warning) (?<id>WB[0-9]{4}): ")]
    private static partial Regex Expected();
}
