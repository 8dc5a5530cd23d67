using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Waybill.CodeFixes;

namespace Waybill.Analyzers.Tests;

/// <summary>One id = one descriptor, one rule file, one test file, one page and one release entry.</summary>
public sealed class CatalogueTests
{
    private static readonly string s_root = typeof(CatalogueTests)
        .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "WaybillRoot")
        .Value!;

    /// <summary>What every page says, besides its title.</summary>
    private static readonly string[] s_sections = ["## What happens without it", "## Before and after", "## How to suppress"];

    public static TheoryData<string> Ids => [.. Rules().Select(rule => rule.Descriptor.Id)];

    [Fact]
    public void Every_analyzer_is_a_rule_of_its_own() =>
        Assert.All(
            typeof(RuleAnalyzer).Assembly.GetTypes().Where(type => type.IsDefined(typeof(DiagnosticAnalyzerAttribute), inherit: false)),
            type => Assert.True(typeof(RuleAnalyzer).IsAssignableFrom(type), $"{type.Name} must derive from RuleAnalyzer")
        );

    [Fact]
    public void No_id_is_used_twice() => Assert.Distinct(Rules().Select(rule => rule.Descriptor.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_a_descriptor_that_says_enough(string id)
    {
        var descriptor = RuleOf(id).Descriptor;
        Assert.Matches("^WB[1-5][0-9]{3}$", id);
        Assert.Equal(Category(id), descriptor.Category);
        Assert.True(descriptor.IsEnabledByDefault);
        Assert.NotEmpty(descriptor.Title.ToString());
        Assert.NotEmpty(descriptor.Description.ToString());
        Assert.EndsWith($"/docs/rules/{id}.md", descriptor.HelpLinkUri);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_a_file_and_a_test_file(string id)
    {
        var name = RuleOf(id).GetType().Name;
        var folder = RuleOf(id).GetType().Namespace!.Split('.')[^1];
        Assert.EndsWith("Rule", name);
        Assert.True(
            File.Exists(Path.Combine(s_root, "src", "Waybill.Analyzers", folder, $"{name}.cs")),
            $"{id}: no file {folder}/{name}.cs"
        );
        Assert.True(
            File.Exists(Path.Combine(s_root, "tests", "Waybill.Analyzers.Tests", folder, $"{name}Tests.cs")),
            $"{id}: no file {folder}/{name}Tests.cs"
        );
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_a_page(string id)
    {
        var page = File.ReadAllText(Path.Combine(s_root, "docs", "rules", $"{id}.md"));
        var descriptor = RuleOf(id).Descriptor;
        Assert.StartsWith($"# {id}: {descriptor.Title}\n", page);
        Assert.Contains($"Severity: {descriptor.DefaultSeverity.ToString().ToLowerInvariant()}.", page);
        Assert.All(s_sections, section => Assert.Contains(section, page));
        Assert.Equal(Fixes().Any(fix => fix.FixableDiagnosticIds.Contains(id)), page.Contains("Code fix: yes"));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_is_in_the_index_and_the_releases(string id)
    {
        var descriptor = RuleOf(id).Descriptor;
        Assert.Contains($"[{id}]({id}.md)", File.ReadAllText(Path.Combine(s_root, "docs", "rules", "README.md")));
        var releases =
            File.ReadAllText(Path.Combine(s_root, "src", "Waybill.Analyzers", "AnalyzerReleases.Unshipped.md"))
            + File.ReadAllText(Path.Combine(s_root, "src", "Waybill.Analyzers", "AnalyzerReleases.Shipped.md"));
        Assert.Contains($"\n{id} | {descriptor.Category} | {descriptor.DefaultSeverity} |", releases);
    }

    [Fact]
    public void Every_page_belongs_to_a_rule() =>
        Assert.Equal(
            Rules().Select(rule => $"{rule.Descriptor.Id}.md").Order(StringComparer.Ordinal),
            Directory
                .EnumerateFiles(Path.Combine(s_root, "docs", "rules"), "WB*.md")
                .Select(file => Path.GetFileName(file))
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Every_fix_mends_a_rule_in_every_scope() =>
        Assert.All(
            Fixes(),
            fix =>
            {
                Assert.Contains(Assert.Single(fix.FixableDiagnosticIds), Rules().Select(rule => rule.Descriptor.Id));
                // What writes the lock file writes all of it at once.
                Assert.Same(fix is LockCodeFix ? null : WellKnownFixAllProviders.BatchFixer, fix.GetFixAllProvider());
            }
        );

    private static RuleAnalyzer RuleOf(string id) => Rules().Single(rule => rule.Descriptor.Id == id);

    private static IEnumerable<RuleAnalyzer> Rules() => Instances<RuleAnalyzer>(typeof(RuleAnalyzer).Assembly);

    private static IEnumerable<CodeFixProvider> Fixes() => Instances<CodeFixProvider>(typeof(RuleCodeFix).Assembly);

    private static IEnumerable<T> Instances<T>(Assembly assembly) =>
        assembly
            .GetTypes()
            .Where(type => type is { IsAbstract: false } && typeof(T).IsAssignableFrom(type))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (T)Activator.CreateInstance(type)!);

    private static string Category(string id) =>
        id[2] switch
        {
            '1' => "Waybill.Contracts",
            '2' => "Waybill.Reliability",
            '3' => "Waybill.Topology",
            '4' => "Waybill.Scale",
            _ => "Waybill.Clients",
        };
}
