namespace Waybill.Cli.Tests.Support;

/// <summary>ajv-cli, a validator of JSON Schema.</summary>
internal static class Ajv
{
    /// <summary>The program on the path; null when there is none.</summary>
    public static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "ajv.cmd" : "ajv"))
            .FirstOrDefault(File.Exists);
}
