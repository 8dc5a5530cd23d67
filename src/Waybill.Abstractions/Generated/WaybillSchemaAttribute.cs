using System.ComponentModel;

namespace Waybill.Generated;

/// <summary>Carries what one of an assembly's messages is on the wire, so that tools can read it without running anything.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WaybillSchemaAttribute(string lines) : Attribute
{
    /// <summary>The lines of the message and of its enums, as <c>waybill.lock</c> has them.</summary>
    public string Lines { get; } = lines;
}
