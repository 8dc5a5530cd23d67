namespace Waybill.Cli.Input;

/// <summary>What a command works on.</summary>
/// <param name="Assembly">The assembly's path.</param>
/// <param name="Folder">Where the lock file lies unless the command says it: beside the project; for a bare assembly, where the command runs.</param>
internal sealed record Target(string Assembly, string Folder)
{
    /// <summary>Finds the assembly that a project built, or takes one as it is.</summary>
    /// <param name="path">An assembly, a project or a project's folder.</param>
    /// <param name="configuration">The configuration of a project that is meant.</param>
    /// <param name="build">Whether to build a project first, whatever the lock file says against it.</param>
    /// <exception cref="InputException">There is no such file, or the project is not built.</exception>
    public static async Task<Target> FindAsync(string path, string configuration, bool build, CancellationToken cancellationToken)
    {
        var file = Directory.Exists(path) ? OnlyProject(path) : path;
        if (!File.Exists(file))
        {
            throw new InputException($"There is no file '{file}'. Name an assembly (.dll) or a project (.csproj).");
        }

        if (!Path.GetExtension(file).EndsWith("proj", StringComparison.OrdinalIgnoreCase))
        {
            return new Target(file, Directory.GetCurrentDirectory());
        }

        if (build)
        {
            await ProjectOutput.BuildAsync(file, configuration, cancellationToken);
        }

        var output = await ProjectOutput.FindAsync(file, configuration, cancellationToken);
        return File.Exists(output)
            ? new Target(output, Path.GetDirectoryName(Path.GetFullPath(file))!)
            : throw new InputException(
                $"{file} is not built: there is no {output}. Run: dotnet build {file} --configuration {configuration}"
            );
    }

    private static string OnlyProject(string folder)
    {
        var projects = Directory.GetFiles(folder, "*.csproj");
        return projects.Length == 1
            ? projects[0]
            : throw new InputException($"{folder} has {projects.Length} projects. Name one of them, or an assembly.");
    }
}
