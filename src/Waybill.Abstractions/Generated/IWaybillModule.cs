namespace Waybill.Generated;

/// <summary>An assembly's generated entry: its messages, topology and handlers. Named by the host: <c>AddWaybill&lt;OrderPipelineModule&gt;(…)</c>.</summary>
public interface IWaybillModule
{
    /// <summary>The manifest: messages, topology and handler policies of this assembly as versioned text, the same that its assembly attribute carries.</summary>
    static abstract string Manifest { get; }

    /// <summary>Names the modules of referenced assemblies, whose messages and topology belong to the whole.</summary>
    static abstract void AddReferences(IModuleRegistry registry);

    /// <summary>Adds the assembly's handlers. Called only for modules that a host names.</summary>
    static abstract void AddHandlers(IModuleRegistry registry);
}
