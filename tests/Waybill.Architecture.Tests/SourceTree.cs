using System.Reflection;
using System.Xml.Linq;

namespace Waybill.Architecture.Tests;

/// <summary>The repository as it lies on disk.</summary>
internal static class SourceTree
{
    public static string Root { get; } =
        typeof(SourceTree).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "WaybillRoot").Value!;

    /// <summary>The project references of every project under src.</summary>
    public static IEnumerable<ProjectArrow> ProjectArrows() =>
        from file in ProjectFiles()
        from reference in XDocument.Load(file).Descendants()
        where reference.Name.LocalName is "ProjectReference" or "CompilerComponent"
        let target = reference.Attribute("Include")!.Value.Replace('\\', '/')
        select new ProjectArrow(Path.GetFileNameWithoutExtension(file), Path.GetFileNameWithoutExtension(target));

    public static IEnumerable<string> ProjectNames() => ProjectFiles().Select(file => Path.GetFileNameWithoutExtension(file));

    /// <summary>The packages that a project under src names, without those that only help the build.</summary>
    public static IEnumerable<string> Packages(string project) =>
        from reference in XDocument.Load(Path.Combine(Root, "src", project, $"{project}.csproj")).Descendants("PackageReference")
        where reference.Attribute("PrivateAssets")?.Value != "all"
        select reference.Attribute("Include")!.Value;

    /// <summary>Every C# file that a person wrote, as a path from the root.</summary>
    public static IEnumerable<string> HandWrittenFiles() =>
        from folder in new[] { "src", "tests", "samples" }
        from file in Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where
            !relative.Contains("/obj/")
            && !relative.Contains("/bin/")
            && !relative.EndsWith(".verified.cs")
            && !relative.EndsWith(".received.cs")
        select relative;

    // Not what lies deeper: the projects of the templates belong to their users.
    private static IEnumerable<string> ProjectFiles() =>
        Directory.EnumerateDirectories(Path.Combine(Root, "src")).SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj"));
}

internal sealed record ProjectArrow(string From, string To);
