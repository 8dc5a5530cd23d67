using Microsoft.CodeAnalysis;
using Waybill.Analyzers.Topology;
using Waybill.Roslyn;

namespace Waybill.Analyzers.Contracts;

/// <summary>The messages of the assemblies that a compilation references.</summary>
internal static class ReferencedMessages
{
    /// <summary>The assembly that declares the message; null for none.</summary>
    public static string? AssemblyOf(string message, Compilation compilation) =>
        ReferencedTopology
            .Read(compilation, compilation.GetTypeByMetadataName(KnownNames.MessageAttribute)!.ContainingAssembly)
            .Modules.FirstOrDefault(module => module.Manifest.Messages.Any(entry => entry.Name == message))
            .Assembly;
}
