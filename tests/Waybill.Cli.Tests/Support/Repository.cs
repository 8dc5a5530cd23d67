using System.Reflection;

namespace Waybill.Cli.Tests.Support;

/// <summary>The repository that the tests lie in.</summary>
internal static class Repository
{
    public static string Root { get; } = Metadata("WaybillRoot");

    /// <summary>The configuration of this build.</summary>
    public static string Configuration { get; } =
        typeof(Repository).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    /// <summary>A project with messages.</summary>
    public static string Alpha { get; } = Path.Combine(Root, "tests", "Modules", "Alpha", "Alpha.csproj");

    public static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
