using Waybill.Topologies;

namespace Waybill.Runtime.Hosting;

/// <summary>What the modules of a host bring, put together; without what configuration says of it.</summary>
/// <param name="Modules">The modules.</param>
/// <param name="Inputs">Their manifests.</param>
/// <param name="Code">The handlers' code, by its place.</param>
/// <param name="Topology">What the manifests declare; to be used only when there is no problem.</param>
/// <param name="Problems">What is wrong with them.</param>
internal sealed record MergedModules(
    IReadOnlyCollection<RegisteredModule> Modules,
    IReadOnlyList<ModuleInput> Inputs,
    IReadOnlyDictionary<Place, HandlerRegistration> Code,
    MergedTopology Topology,
    IReadOnlyList<string> Problems
);
