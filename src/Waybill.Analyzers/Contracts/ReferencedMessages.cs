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

    /// <summary>Whether a referenced assembly has a type of that full name, nested or not.</summary>
    public static bool IsType(string name, Compilation compilation)
    {
        for (var (metadata, at) = (name, name.Length); ; metadata = metadata.Substring(0, at) + "+" + metadata.Substring(at + 1))
        {
            if (compilation.GetTypeByMetadataName(metadata) is { } type)
            {
                return !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly);
            }

            at = metadata.LastIndexOf('.');
            if (at < 0)
            {
                return false;
            }
        }
    }
}
