using Waybill.Roslyn;

namespace Waybill.Topologies;

/// <summary>What a merge came to.</summary>
/// <param name="Topology">The merged topology; to be used only when there is no problem.</param>
/// <param name="Problems">Every problem: sentences that name the thing and the way out, in a stable order.</param>
internal sealed record MergeResult(MergedTopology Topology, EquatableArray<string> Problems);
