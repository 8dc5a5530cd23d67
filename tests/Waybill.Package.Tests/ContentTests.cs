using System.IO.Compression;
using System.Xml.Linq;

namespace Waybill.Package.Tests;

/// <summary>What lies in the packages.</summary>
public sealed class ContentTests(Packages packages)
{
    private static readonly string[] s_assemblies = ["Waybill.Abstractions", "Waybill.Broker", "Waybill.Runtime", "Waybill.Storage"];
    private static readonly string[] s_components = ["Waybill.Analyzers", "Waybill.CodeFixes", "Waybill.Generators"];

    [Fact]
    public void The_solution_makes_these_packages_and_no_other() =>
        Assert.Equal(
            [
                $"Waybill.{packages.Version}.nupkg",
                $"Waybill.{packages.Version}.snupkg",
                $"Waybill.Analyzers.{packages.Version}.nupkg",
                $"Waybill.Cli.{packages.Version}.nupkg",
                $"Waybill.Templates.{packages.Version}.nupkg",
            ],
            Directory.EnumerateFiles(packages.Feed).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Waybill_holds_the_run_time_and_what_runs_in_the_compiler() =>
        Assert.Equal(
            [
                "README.md",
                "Waybill.nuspec",
                "analyzers/dotnet/cs/Waybill.Analyzers.dll",
                "analyzers/dotnet/cs/Waybill.CodeFixes.dll",
                "analyzers/dotnet/cs/Waybill.Generators.dll",
                "buildTransitive/Waybill.props",
                "icon.png",
                "lib/net10.0/Waybill.Abstractions.dll",
                "lib/net10.0/Waybill.Abstractions.xml",
                "lib/net10.0/Waybill.Broker.dll",
                "lib/net10.0/Waybill.Broker.xml",
                "lib/net10.0/Waybill.Runtime.dll",
                "lib/net10.0/Waybill.Runtime.xml",
                "lib/net10.0/Waybill.Storage.dll",
                "lib/net10.0/Waybill.Storage.xml",
            ],
            Files("Waybill").Where(file => !file.StartsWith("runtimes/"))
        );

    [Fact]
    public void The_analyzers_alone_are_nothing_else() =>
        Assert.Equal(
            [
                "README.md",
                "Waybill.Analyzers.nuspec",
                "analyzers/dotnet/cs/Waybill.Analyzers.dll",
                "analyzers/dotnet/cs/Waybill.CodeFixes.dll",
                "icon.png",
            ],
            Files("Waybill.Analyzers")
        );

    [Theory]
    [InlineData("Waybill")]
    [InlineData("Waybill.Analyzers")]
    public void The_page_of_a_package_is_complete(string package)
    {
        var page = Nuspec(package);

        Assert.Equal(package, page["id"]);
        Assert.Equal(packages.Version, page["version"]);
        Assert.Equal("MIT", page["license"]);
        Assert.Equal("icon.png", page["icon"]);
        Assert.Equal("README.md", page["readme"]);
        Assert.NotEmpty(page["tags"]);
        Assert.Equal((128, 128), PngSize(Read(package, "icon.png")));
        Assert.StartsWith($"# {package}\n", System.Text.Encoding.UTF8.GetString(Read(package, "README.md")));
    }

    [Fact]
    public void Waybill_depends_on_the_packages_of_its_assemblies()
    {
        var expected =
            from assembly in s_assemblies
            from reference in XDocument
                .Load(Path.Combine(Repository.Root, "src", assembly, $"{assembly}.csproj"))
                .Descendants("PackageReference")
            let id = reference.Attribute("Include")!.Value
            select (id, Repository.VersionOf(id));

        Assert.Equal(expected.Distinct().Order(), Dependencies("Waybill").Order());
    }

    [Fact]
    public void The_analyzers_alone_are_a_development_dependency_and_depend_on_nothing()
    {
        Assert.Equal("true", Nuspec("Waybill.Analyzers")["developmentDependency"]);
        Assert.Empty(Dependencies("Waybill.Analyzers"));
    }

    [Fact]
    public void Every_assembly_has_its_symbols_with_paths_of_no_machine()
    {
        using var archive = packages.Open("Waybill", "snupkg");
        Assert.Equal(s_assemblies.Select(assembly => $"lib/net10.0/{assembly}.pdb"), Files(archive).Where(file => file.EndsWith(".pdb")));
        foreach (var assembly in s_assemblies)
        {
            using var symbols = Symbols.Read(Read(archive, $"lib/net10.0/{assembly}.pdb"));
            Assert.Equal(Symbols.IdIn(Read("Waybill", $"lib/net10.0/{assembly}.dll")), symbols.Id);
            AssertSources(symbols);
        }
    }

    [Fact]
    public void Every_component_carries_its_symbols()
    {
        foreach (var component in s_components)
        {
            using var symbols = Symbols.ReadEmbedded(Read("Waybill", $"analyzers/dotnet/cs/{component}.dll"));
            AssertSources(symbols);
        }
    }

    [Fact]
    public void SourceLink_leads_to_the_commit()
    {
        Assert.SkipUnless(Repository.HasGit, "an archive of the sources knows no commit");
        var repository = XDocument
            .Load(Entry("Waybill", "Waybill.nuspec"))
            .Descendants()
            .Single(element => element.Name.LocalName == "repository");
        var commit = repository.Attribute("commit")!.Value;

        using var symbols = packages.Open("Waybill", "snupkg");
        using var runtime = Symbols.Read(Read(symbols, "lib/net10.0/Waybill.Runtime.pdb"));

        Assert.Equal(Packages.RepositoryUrl, repository.Attribute("url")!.Value);
        Assert.Matches("^[0-9a-f]{40}$", commit);
        Assert.Equal(
            $$$"""{"documents":{"/_/*":"https://raw.githubusercontent.com/example/waybill/{{{commit}}}/*"}}""",
            runtime.SourceLink
        );
    }

    private static void AssertSources(Symbols symbols)
    {
        Assert.NotEmpty(symbols.Sources);
        Assert.All(symbols.Sources, source => Assert.StartsWith("/_/", source.Path));
        // What no repository has must come along.
        Assert.All(symbols.Sources.Where(source => source.Path.EndsWith(".g.cs")), source => Assert.True(source.IsEmbedded, source.Path));
    }

    private List<string> Files(string package)
    {
        using var archive = packages.Open(package);
        return Files(archive);
    }

    // Without what the container format of every package adds.
    private static List<string> Files(ZipArchive archive) =>
        [
            .. archive
                .Entries.Select(entry => entry.FullName)
                .Where(name => name is not ("[Content_Types].xml" or "_rels/.rels") && !name.StartsWith("package/"))
                .Order(StringComparer.Ordinal),
        ];

    private MemoryStream Entry(string package, string file) => new(Read(package, file));

    private byte[] Read(string package, string file)
    {
        using var archive = packages.Open(package);
        return Read(archive, file);
    }

    private static byte[] Read(ZipArchive archive, string file)
    {
        using var entry = archive.GetEntry(file)!.Open();
        using var copy = new MemoryStream();
        entry.CopyTo(copy);
        return copy.ToArray();
    }

    private Dictionary<string, string> Nuspec(string package) =>
        XDocument
            .Load(Entry(package, $"{package}.nuspec"))
            .Root!.Elements()
            .Single()
            .Elements()
            .ToDictionary(e => e.Name.LocalName, e => e.Value);

    private IEnumerable<(string Id, string Version)> Dependencies(string package) =>
        from element in XDocument.Load(Entry(package, $"{package}.nuspec")).Descendants()
        where element.Name.LocalName == "dependency"
        select (element.Attribute("id")!.Value, element.Attribute("version")!.Value);

    // The header of a PNG: signature, length, "IHDR", width, height.
    private static (int Width, int Height) PngSize(byte[] png) =>
        (
            System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)),
            System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))
        );
}
