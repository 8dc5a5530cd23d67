using System.Reflection;

namespace Waybill.Generators.Tests.Harness;

/// <summary>Folders that the build wrote into this assembly.</summary>
internal static class TestPaths
{
    /// <summary>Where snapshots lie in the source tree.</summary>
    public static string Snapshots { get; } = Metadata("WaybillSnapshots");

    /// <summary>The SDK's reference assemblies for net10.0.</summary>
    public static string ReferenceAssemblies { get; } = Metadata("WaybillReferenceAssemblies");

    private static string Metadata(string key) =>
        typeof(TestPaths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
