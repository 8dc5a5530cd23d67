namespace Waybill.Cli.Input;

/// <summary>What a command works on.</summary>
/// <param name="Assembly">The assembly's path.</param>
/// <param name="Project">The project that built it; null when the assembly itself is named.</param>
internal sealed record Target(string Assembly, TargetProject? Project)
{
    // The configurations that every project has.
    private static readonly string[] s_usual = ["Debug", "Release"];

    /// <summary>Finds the assembly that a project built, or takes one as it is.</summary>
    /// <param name="path">An assembly, a project or a project's folder.</param>
    /// <param name="configuration">The configuration of a project that is meant.</param>
    /// <param name="build">Whether to build a project first, whatever the lock file says against it.</param>
    /// <exception cref="InputException">There is no such file, or the project is not built.</exception>
    public static async Task<Target> FindAsync(string path, string configuration, bool build, CancellationToken cancellationToken)
    {
        var file = FileOf(path);
        if (!IsProject(file))
        {
            return new Target(file, null);
        }

        if (build)
        {
            await ProjectOutput.BuildAsync(file, configuration, cancellationToken);
        }

        var target = await OfProjectAsync(file, configuration, cancellationToken);
        return File.Exists(target.Assembly)
            ? target
            : throw new InputException($"{file} is not built: there is no {target.Assembly}. Run: {target.Project!.BuildCommand}");
    }

    /// <summary>Finds the assembly that a project built last, whether for debugging or for release, or takes one as it is.</summary>
    /// <param name="path">An assembly, a project or a project's folder.</param>
    /// <exception cref="InputException">There is no such file, or the project is not built.</exception>
    public static async Task<Target> FindNewestAsync(string path, CancellationToken cancellationToken)
    {
        var file = FileOf(path);
        if (!IsProject(file))
        {
            return new Target(file, null);
        }

        var targets = new List<Target>();
        foreach (var configuration in s_usual)
        {
            targets.Add(await OfProjectAsync(file, configuration, cancellationToken));
        }

        return targets.Where(static target => File.Exists(target.Assembly)).MaxBy(static target => target.Built)
            ?? throw new InputException(
                $"{file} is not built: there is no {Path.GetFileName(targets[0].Assembly)} in {string.Join(" or ", targets.Select(static target => Path.GetDirectoryName(target.Assembly)).Distinct())}. Run: dotnet build {file}"
            );
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

    private static bool IsProject(string file) => Path.GetExtension(file).EndsWith("proj", StringComparison.OrdinalIgnoreCase);

    private static string FileOf(string path)
    {
        var file = Directory.Exists(path) ? OnlyProject(path) : path;
        return File.Exists(file)
            ? file
            : throw new InputException($"There is no file '{file}'. Name an assembly (.dll) or a project (.csproj).");
    }

    // Whether it is built or not.
    private static async Task<Target> OfProjectAsync(string file, string configuration, CancellationToken cancellationToken)
    {
        var (output, sources) = await ProjectOutput.FindAsync(file, configuration, cancellationToken);
        return new Target(output, new TargetProject(file, configuration, sources));
    }

    private static string OnlyProject(string folder)
    {
        var projects = Directory.GetFiles(folder, "*.csproj");
        return projects.Length == 1
            ? projects[0]
            : throw new InputException($"{folder} has {projects.Length} projects. Name one of them, or an assembly.");
    }
}
