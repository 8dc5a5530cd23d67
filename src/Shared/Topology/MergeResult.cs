using Waybill.Roslyn;

namespace Waybill.Topologies;

/// <summary>What a merge came to.</summary>
/// <param name="Topology">The merged topology; to be used only when there is no problem.</param>
/// <param name="Problems">Every problem, in a stable order.</param>
internal sealed record MergeResult(MergedTopology Topology, EquatableArray<Problem> Problems)
{
    /// <summary>The problems as a person reads them, each once.</summary>
    public IEnumerable<string> Texts => Problems.Select(problem => problem.Text).Distinct();
}
