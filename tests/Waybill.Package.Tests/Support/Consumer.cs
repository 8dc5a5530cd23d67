namespace Waybill.Package.Tests;

/// <summary>A project, or a few, that use the packages.</summary>
internal sealed class Consumer(string folder, IReadOnlyDictionary<string, string> environment)
{
    public string this[string path] => Path.Combine(folder, path);

    /// <summary>What its builds are told.</summary>
    public IReadOnlyDictionary<string, string> Environment => environment;

    /// <summary>The same with one environment variable more.</summary>
    public Consumer With(string variable, string value) => new(folder, new Dictionary<string, string>(environment) { [variable] = value });

    public Task<Command> BuildAsync(params string[] arguments) =>
        Command.DotnetAsync(folder, environment, ["build", "--disable-build-servers", "-m:2", .. arguments]);

    /// <summary>Runs what was built.</summary>
    /// <param name="project">The project's folder; empty for the only one.</param>
    /// <param name="assembly">The assembly's name.</param>
    /// <param name="arguments">The program's arguments.</param>
    public Task<Command> RunAsync(string project, string assembly, params string[] arguments) =>
        Command.DotnetAsync(folder, environment, [Output(project, $"{assembly}.dll"), .. arguments]);

    /// <summary>Runs <c>dotnet</c> in the folder.</summary>
    public Task<Command> DotnetAsync(params string[] arguments) => Command.DotnetAsync(folder, environment, arguments);

    /// <summary>Starts <c>dotnet</c> in a folder below, for a program that runs until it is stopped.</summary>
    public RunningProgram Start(string path, params string[] arguments) => new(Command.StartInfo(this[path], environment, arguments));

    public string Output(string project, string file) => Path.Combine(folder, project, "bin", "Debug", "net10.0", file);
}
