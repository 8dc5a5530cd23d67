namespace Waybill.Package.Tests.Templates;

/// <summary>A folder where <c>dotnet new</c> knows the templates of this run. What the machine has installed is neither seen nor changed.</summary>
internal sealed class TemplateFolder(Consumer consumer)
{
    private string Hive => consumer["hive"];

    public static async Task<TemplateFolder> InstallAsync(Packages packages, string name)
    {
        var folder = new TemplateFolder(packages.Empty(name));
        await folder.NewAsync("install", Path.Combine(packages.Feed, $"Waybill.Templates.{packages.Version}.nupkg"));
        return folder;
    }

    public string this[string path] => consumer[path];

    /// <summary>Runs <c>dotnet new</c>.</summary>
    public async Task<Command> NewAsync(params string[] arguments) =>
        (await consumer.DotnetAsync(["new", .. arguments, "--debug:custom-hive", Hive])).AssertSucceeded();

    public async Task BuildAsync(string project) =>
        (
            await consumer.DotnetAsync("build", project, "--disable-build-servers", "-m:2", "-warnaserror", "-warnaserror:CS9057")
        ).AssertSucceeded();

    public RunningProgram Start(string folder, params string[] arguments) => consumer.Start(folder, arguments);
}
