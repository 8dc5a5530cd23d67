namespace Waybill.Architecture.Tests;

/// <summary>The arrows that the house allows: dependencies run one way. A project that is not named here may depend on nothing.</summary>
internal static class Dependencies
{
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["Waybill.Abstractions"] = [],
        ["Waybill.Storage"] = [],
        ["Waybill.Runtime"] = ["Waybill.Abstractions"],
        ["Waybill.Broker"] = ["Waybill.Abstractions", "Waybill.Storage"],
        ["Waybill.Generators"] = [],
        ["Waybill.Analyzers"] = [],
        ["Waybill.CodeFixes"] = ["Waybill.Analyzers"],
        ["Waybill"] =
        [
            "Waybill.Abstractions",
            "Waybill.Runtime",
            "Waybill.Storage",
            "Waybill.Broker",
            "Waybill.Generators",
            "Waybill.Analyzers",
            "Waybill.CodeFixes",
        ],
        // Not the runtime: it looks into folders, and runs nothing of their applications.
        ["Waybill.Cli"] = ["Waybill.Abstractions", "Waybill.Storage", "Waybill.Broker"],
        ["Waybill.Analyzers.Package"] = ["Waybill.Analyzers", "Waybill.CodeFixes"],
    };

    public static IEnumerable<string> Violations(IEnumerable<ProjectArrow> arrows) =>
        from arrow in arrows
        where !s_allowed.TryGetValue(arrow.From, out var targets) || !targets.Contains(arrow.To)
        select $"{arrow.From} must not depend on {arrow.To}";
}
