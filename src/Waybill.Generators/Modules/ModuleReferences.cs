using System.Reflection.Metadata;
using Microsoft.CodeAnalysis;
using Waybill.Roslyn;

namespace Waybill.Generators;

/// <summary>Finds the module of a referenced assembly by its WaybillManifestAttribute.</summary>
internal static class ModuleReferences
{
    private const string Namespace = "Waybill.Generated";
    private const string Attribute = "WaybillManifestAttribute";

    /// <summary>The module type's full name; null for an assembly without a module, or one that only an extern alias reaches.</summary>
    public static string? Find(MetadataReference reference)
    {
        var aliases = reference.Properties.Aliases;
        if (!aliases.IsEmpty && !aliases.Contains(MetadataReferenceProperties.GlobalAlias))
        {
            return null;
        }

        return reference switch
        {
            // In an IDE a project reference is a compilation, with its generated files.
            CompilationReference { Compilation: { } compilation } => FindInCompilation(compilation),
            PortableExecutableReference file => FindInFile(file),
            _ => null,
        };
    }

    private static string? FindInCompilation(Compilation compilation) =>
        compilation
            .Assembly.GetAttributes()
            .Where(attribute => attribute.AttributeClass?.IsNamed(Namespace, Attribute) == true)
            .Select(attribute => attribute.Argument<INamedTypeSymbol>(0))
            .Select(module => module is null ? null : SymbolNames.Full(module))
            .FirstOrDefault();

    private static string? FindInFile(PortableExecutableReference file)
    {
        try
        {
            return file.GetMetadata() is AssemblyMetadata assembly ? FindInMetadata(assembly.GetModules()[0].GetMetadataReader()) : null;
        }
        catch (Exception error) when (error is BadImageFormatException or IOException)
        {
            // The compiler reports a reference that it cannot read.
            return null;
        }
    }

    private static string? FindInMetadata(MetadataReader reader)
    {
        if (!reader.IsAssembly)
        {
            return null;
        }

        foreach (var handle in reader.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = reader.GetCustomAttribute(handle);
            if (IsManifest(reader, attribute))
            {
                return ReadModule(reader.GetBlobReader(attribute.Value));
            }
        }

        return null;
    }

    private static bool IsManifest(MetadataReader reader, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference)
        {
            return false;
        }

        var parent = reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
        if (parent.Kind != HandleKind.TypeReference)
        {
            return false;
        }

        var type = reader.GetTypeReference((TypeReferenceHandle)parent);
        return reader.StringComparer.Equals(type.Name, Attribute) && reader.StringComparer.Equals(type.Namespace, Namespace);
    }

    /// <summary>The first argument, by ECMA-335 II.23.3: after the prolog a type is its name, qualified by its assembly unless it is of this one.</summary>
    private static string? ReadModule(BlobReader value)
    {
        const ushort Prolog = 1;
        return value.ReadUInt16() == Prolog ? value.ReadSerializedString()?.Split(',')[0] : null;
    }
}
