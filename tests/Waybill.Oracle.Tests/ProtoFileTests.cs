using System.Reflection;

namespace Waybill.Oracle.Tests;

/// <summary>Google's side is compiled from what is exported, and not from something that was once.</summary>
public sealed class ProtoFileTests
{
    private const string Accept = "WAYBILL_ACCEPT_SNAPSHOTS";

    private static readonly string s_folder = typeof(ProtoFileTests)
        .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "Protos")
        .Value!;

    [Fact]
    public void The_compiled_files_are_those_that_are_exported()
    {
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", $"{Accept} is set in CI: a snapshot is accepted by a person.");
            foreach (var file in ExportedShapes.Files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(s_folder, file.Path))!);
                File.WriteAllText(Path.Combine(s_folder, file.Path), file.Text);
            }
        }

        foreach (var file in ExportedShapes.Files)
        {
            var path = Path.Combine(s_folder, file.Path);
            Assert.True(
                File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == file.Text,
                $"{path} is not what is exported. {Accept}=1 writes it; then build again."
            );
        }
    }
}
