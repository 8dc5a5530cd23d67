namespace Waybill.Architecture.Tests;

public sealed class DependencyTests
{
    [Fact]
    public void Every_arrow_between_projects_runs_the_allowed_way()
    {
        var arrows = SourceTree.ProjectArrows().ToList();

        Assert.NotEmpty(arrows);
        Assert.Empty(Dependencies.Violations(arrows));
    }

    [Fact]
    public void Every_arrow_turned_round_is_found()
    {
        foreach (var arrow in SourceTree.ProjectArrows())
        {
            Assert.Single(Dependencies.Violations([new ProjectArrow(arrow.To, arrow.From)]));
        }
    }

    [Fact]
    public void An_unknown_project_may_depend_on_nothing() =>
        Assert.Single(Dependencies.Violations([new ProjectArrow("Waybill.Unheard", "Waybill.Abstractions")]));

    [Theory]
    [InlineData("Waybill.Abstractions")]
    [InlineData("Waybill.Storage")]
    public void The_bottom_of_the_house_uses_no_package(string project) => Assert.Empty(SourceTree.Packages(project));

    [Fact]
    public void The_package_names_the_packages_of_the_assemblies_that_it_holds()
    {
        var held = SourceTree.ProjectArrows().Where(arrow => arrow.From == "Waybill").Select(arrow => arrow.To);

        Assert.Equal(held.SelectMany(SourceTree.Packages).Distinct().Order(), SourceTree.Packages("Waybill").Order());
    }

    [Fact]
    public void Compiler_components_use_Roslyn_only()
    {
        foreach (var project in SourceTree.ProjectNames().Where(name => name is "Waybill.Generators" or "Waybill.Analyzers"))
        {
            Assert.Empty(SourceTree.Packages(project));
        }
    }
}
