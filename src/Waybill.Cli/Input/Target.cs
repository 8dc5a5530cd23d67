namespace Waybill.Cli.Input;

/// <summary>What a command works on.</summary>
/// <param name="Assembly">The assembly's path.</param>
/// <param name="Project">The project that built it; null when the assembly itself is named.</param>
internal sealed record Target(string Assembly, TargetProject? Project)
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
            return new Target(file, null);
        }

        if (build)
        {
            await ProjectOutput.BuildAsync(file, configuration, cancellationToken);
        }

        var (output, sources) = await ProjectOutput.FindAsync(file, configuration, cancellationToken);
        var project = new TargetProject(file, configuration, sources);
        return File.Exists(output)
            ? new Target(output, project)
            : throw new InputException($"{file} is not built: there is no {output}. Run: {project.BuildCommand}");
    }

    /// <summary>When the assembly was written.</summary>
    public DateTime Built => File.GetLastWriteTime(Assembly);

    /// <summary>Refuses an assembly that a project built before one of its sources was written: it says nothing of what would be shipped.</summary>
    /// <exception cref="InputException">It is such a one.</exception>
    public void RequireFresh()
    {
        if (Project is { NewestSource: { } newest } && File.GetLastWriteTime(newest) > Built)
        {
            throw new InputException(
                $"{ShownPath.Of(newest)} is newer than {ShownPath.Of(Assembly)}, built {ShownPath.Time(Built)}: what it says now is not in there. Run: {Project.BuildCommand}"
            );
        }
    }

    private static string OnlyProject(string folder)
    {
        var projects = Directory.GetFiles(folder, "*.csproj");
        return projects.Length == 1
            ? projects[0]
            : throw new InputException($"{folder} has {projects.Length} projects. Name one of them, or an assembly.");
    }
}
