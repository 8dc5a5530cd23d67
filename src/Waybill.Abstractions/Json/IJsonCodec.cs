using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary>One type's form in JSON. Implemented by structs without state, so that generic code is compiled for each.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IJsonCodec<T>
{
    /// <summary>Whether the value is written in quotes: a key of a map is then written as it is.</summary>
    static virtual bool IsText => false;

    /// <summary>Writes the value.</summary>
    static abstract void Write(ref JsonMessageWriter writer, T value);

    /// <summary>Reads the value that comes next.</summary>
    static abstract T Read(ref JsonMessageReader reader);
}
