using Waybill.Manifests;

namespace Waybill.Topologies;

/// <summary>One module that takes part in a merge.</summary>
/// <param name="Manifest">Its manifest.</param>
/// <param name="RunsHandlers">Whether its handlers run here: the host named it, and does not only reference it.</param>
internal sealed record ModuleInput(ModuleManifest Manifest, bool RunsHandlers);
