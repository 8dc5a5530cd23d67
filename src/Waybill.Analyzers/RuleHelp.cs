namespace Waybill.Analyzers;

/// <summary>Where a rule is explained.</summary>
internal static class RuleHelp
{
    private const string Pages = "https://github.com/waybill-dotnet/waybill/blob/main/docs/rules/";

    /// <summary>The address of the rule's page; a test holds that docs/rules has it.</summary>
    public static string Link(string id) => $"{Pages}{id}.md";
}
