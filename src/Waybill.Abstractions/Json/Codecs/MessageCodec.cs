using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary>A message nested in another, as an object.</summary>
/// <typeparam name="T">The nested message's type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct MessageCodec<T> : IJsonCodec<T>
    where T : IMessage<T>
{
    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">The message is null, or its type has no JSON.</exception>
    public static void Write(ref JsonMessageWriter writer, T value)
    {
        // Asked of a struct, the second question alone would box it where code is not optimized yet.
        if (!typeof(T).IsValueType && value is null)
        {
            throw JsonNesting.Null(T.Descriptor);
        }

        Serializer.Write(ref writer, value);
    }

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">The type has no JSON.</exception>
    public static T Read(ref JsonMessageReader reader)
    {
        var serializer = Serializer;
        try
        {
            return serializer.Read(ref reader);
        }
        catch (Exception exception) when (exception.IsRefusal())
        {
            throw reader.Refused(T.Descriptor, exception);
        }
    }

    private static JsonMessageSerializer<T> Serializer => T.Json ?? throw JsonNesting.NoJson(T.Descriptor);
}
