using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary>A type of somebody else's nested in a message, as an object.</summary>
/// <typeparam name="TShape">What reads and writes it.</typeparam>
/// <typeparam name="T">The type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ShapeCodec<TShape, T> : IJsonCodec<T>
    where TShape : IMessageShape<T>
{
    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">The value is null, or the type has no JSON.</exception>
    /// <exception cref="ArgumentException">The value is of a derived type, whose own members would be lost.</exception>
    public static void Write(ref JsonMessageWriter writer, T value)
    {
        if (!typeof(T).IsValueType)
        {
            ProtoSize.RequireExactly(value ?? throw JsonNesting.Null(TShape.Descriptor), typeof(T));
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
            throw reader.Refused(TShape.Descriptor, exception);
        }
    }

    private static JsonShapeSerializer<T> Serializer => TShape.Json ?? throw JsonNesting.NoJson(TShape.Descriptor);
}
