namespace Waybill.Topologies;

/// <summary>The ids of the rules that problems of a topology belong to.</summary>
internal static class RuleIds
{
    public const string RoutingKey = "WB1004";
    public const string Literal = "WB1011";
    public const string DeadLetter = "WB2004";
    public const string RetryBound = "WB2005";
    public const string Handler = "WB2017";
    public const string Undeclared = "WB3001";
    public const string NoBinding = "WB3002";
    public const string DeadBinding = "WB3003";
    public const string Contradiction = "WB3004";
    public const string Name = "WB3010";
    public const string Prefetch = "WB4005";
}
