namespace Waybill.Analyzers;

/// <summary>The categories, one for each range of ids.</summary>
internal static class RuleCategory
{
    /// <summary>WB1xxx.</summary>
    public const string Contracts = "Waybill.Contracts";

    /// <summary>WB2xxx.</summary>
    public const string Reliability = "Waybill.Reliability";

    /// <summary>WB3xxx.</summary>
    public const string Topology = "Waybill.Topology";
}
