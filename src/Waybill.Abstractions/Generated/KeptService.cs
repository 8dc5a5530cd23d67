using System.ComponentModel;

namespace Waybill.Generated;

/// <summary>A service that a singleton handler is made with, and so keeps for all deliveries. It may be one that the handler can do without.</summary>
/// <param name="Type">The service's type.</param>
/// <param name="Consumer">The handler.</param>
/// <param name="Key">The key of a keyed service; null for one without.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct KeptService(Type Type, string Consumer, object? Key = null);
