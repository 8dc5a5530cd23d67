namespace Waybill.Cli.Input;

/// <summary>A project that a command works on.</summary>
/// <param name="File">Its path.</param>
/// <param name="Configuration">The configuration that is meant.</param>
/// <param name="Sources">The paths of what the compiler reads of it.</param>
internal sealed record TargetProject(string File, string Configuration, IReadOnlyList<string> Sources)
{
    /// <summary>The folder that it lies in, and its lock file.</summary>
    public string Folder => Path.GetDirectoryName(Path.GetFullPath(File))!;

    /// <summary>How it is built.</summary>
    public string BuildCommand => $"dotnet build {File} --configuration {Configuration}";

    /// <summary>The source that was written last.</summary>
    public string? NewestSource => Sources.Where(System.IO.File.Exists).MaxBy(System.IO.File.GetLastWriteTimeUtc);
}
