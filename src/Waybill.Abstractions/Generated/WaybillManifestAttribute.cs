using System.ComponentModel;

namespace Waybill.Generated;

/// <summary>Carries an assembly's manifest, so that the compilation of whoever references it, and tools, can read it without running anything.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WaybillManifestAttribute(Type module, string manifest) : Attribute
{
    /// <summary>The generated module type.</summary>
    public Type Module { get; } = module;

    /// <summary>The manifest's text.</summary>
    public string Manifest { get; } = manifest;
}
