using Microsoft.CodeAnalysis;
using Waybill.Manifests;
using Waybill.Roslyn;

namespace Waybill.Analyzers.Topology;

/// <summary>The manifests of the assemblies that a compilation references.</summary>
/// <param name="Modules">Those that could be read, each with its assembly's name.</param>
/// <param name="IsComplete">False when one could not be: then nobody knows what else is declared.</param>
internal sealed record ReferencedTopology(IReadOnlyList<(string Assembly, ModuleManifest Manifest)> Modules, bool IsComplete)
{
    public static ReferencedTopology Read(Compilation compilation, IAssemblySymbol abstractions)
    {
        var modules = new List<(string, ModuleManifest)>();
        var isComplete = true;
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            // Only what knows Waybill, of whatever version, can have a manifest; attributes of all others need not be read.
            if (!assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == abstractions.Name)))
            {
                continue;
            }

            foreach (var attribute in assembly.GetAttributes())
            {
                if (
                    attribute.AttributeClass?.IsNamed("Waybill.Generated", "WaybillManifestAttribute") != true
                    || attribute.Argument<string>(1) is not { } text
                )
                {
                    continue;
                }

                try
                {
                    modules.Add((assembly.Name, ManifestParser.Parse(text)));
                }
                catch (FormatException)
                {
                    // Written by another version: start-up refuses it with the way out.
                    isComplete = false;
                }
            }
        }

        return new ReferencedTopology(modules, isComplete);
    }
}
