using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary>A type as its converter writes it.</summary>
/// <typeparam name="TConverter">The converter.</typeparam>
/// <typeparam name="T">The C# type.</typeparam>
/// <typeparam name="TWire">The type that it is written as.</typeparam>
/// <typeparam name="TWireCodec">The codec of that type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ConvertedCodec<TConverter, T, TWire, TWireCodec> : IJsonCodec<T>
    where TConverter : IWireConverter<T, TWire>
    where TWireCodec : IJsonCodec<TWire>
{
    /// <inheritdoc />
    public static bool IsText => TWireCodec.IsText;

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">The value is null, or converts to null.</exception>
    public static void Write(ref JsonMessageWriter writer, T value) =>
        TWireCodec.Write(
            ref writer,
            Converted.ToWire<TConverter, T, TWire>(
                typeof(T).IsValueType || value is not null
                    ? value
                    : throw new InvalidOperationException(
                        $"A {typeof(T)} is null that is not declared nullable. Give it a value, or declare it nullable."
                    )
            )
        );

    /// <inheritdoc />
    public static T Read(ref JsonMessageReader reader)
    {
        var start = reader.Position;
        var value = TWireCodec.Read(ref reader);
        try
        {
            return TConverter.FromWire(value);
        }
        catch (Exception exception) when (exception.IsRefusal())
        {
            throw MessageRefusal.Create(typeof(TConverter).FullName!, exception, start);
        }
    }
}
