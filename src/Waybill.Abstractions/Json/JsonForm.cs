using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary>The JSON of a type that is an object in JSON, whatever the type. Immutable and thread-safe.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class JsonForm
{
    /// <summary>The types that the type's members hold which are objects too, each with its JSON or without.</summary>
    public virtual IReadOnlyList<NestedJson> Nested => [];
}
