using System.ComponentModel;

namespace Waybill.Generated;

/// <summary>A service that a call cannot do without.</summary>
/// <param name="Type">The service's type.</param>
/// <param name="Consumer">The class that asks for it: the handler, or a middleware around it.</param>
/// <param name="Key">The key of a keyed service; null for one without.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct RequiredService(Type Type, string Consumer, object? Key = null);
