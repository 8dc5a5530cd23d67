using System.Reflection;
using System.Xml.Linq;

namespace Waybill.Package.Tests;

/// <summary>The source tree that is packed.</summary>
internal static class Repository
{
    public static string Root { get; } =
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "WaybillRoot").Value!;

    public static string Consumers => Path.Combine(Root, "tests", "Waybill.Package.Tests", "Consumers");

    /// <summary>False in an archive of the sources, which knows no commit.</summary>
    public static bool HasGit => Path.Exists(Path.Combine(Root, ".git"));

    /// <summary>The version that the repository itself uses of a package: it lies in the machine's package folder already.</summary>
    public static string VersionOf(string package) =>
        XDocument
            .Load(Path.Combine(Root, "Directory.Packages.props"))
            .Descendants("PackageVersion")
            .Single(version => version.Attribute("Include")!.Value == package)
            .Attribute("Version")!
            .Value;
}
