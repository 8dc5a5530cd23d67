namespace Waybill;

/// <summary>Names the module type that is generated for this assembly; by default the assembly's name without dots, followed by <c>Module</c>.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class WaybillModuleAttribute(string name) : Attribute
{
    /// <summary>The module type's name: an identifier, or a full name with a namespace.</summary>
    public string Name { get; } = name;
}
