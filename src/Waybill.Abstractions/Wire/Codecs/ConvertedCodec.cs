using System.ComponentModel;

namespace Waybill.Generated;

/// <summary>A type as its converter writes it.</summary>
/// <typeparam name="TConverter">The converter.</typeparam>
/// <typeparam name="T">The C# type.</typeparam>
/// <typeparam name="TWire">The type that it is written as.</typeparam>
/// <typeparam name="TWireCodec">The codec of that type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ConvertedCodec<TConverter, T, TWire, TWireCodec> : IWireCodec<T>
    where TConverter : IWireConverter<T, TWire>
    where TWireCodec : IWireCodec<TWire>
{
    /// <inheritdoc />
    public static uint WireType => TWireCodec.WireType;

    /// <inheritdoc />
    public static bool IsPackable => TWireCodec.IsPackable;

    /// <inheritdoc />
    public static T Absent => TConverter.FromWire(TWireCodec.Absent);

    /// <inheritdoc />
    public static bool IsDefault(T value) =>
        (typeof(T).IsValueType || value is not null) && TWireCodec.IsDefault(Converted.ToWire<TConverter, T, TWire>(value));

    /// <inheritdoc />
    public static int GetSizeBound(T value, int depth) =>
        // Of what is packed the bound is asked once, for no value: the converter must not see that.
        TWireCodec.IsPackable
            ? TWireCodec.GetSizeBound(default!, depth)
            : TWireCodec.GetSizeBound(Converted.ToWire<TConverter, T, TWire>(value), depth);

    /// <inheritdoc />
    public static void Write(ref ProtoWriter writer, T value) =>
        TWireCodec.Write(ref writer, Converted.ToWire<TConverter, T, TWire>(value));

    /// <inheritdoc />
    public static T Read(ref ProtoReader reader)
    {
        var start = reader.Position;
        var value = TWireCodec.Read(ref reader);
        try
        {
            return TConverter.FromWire(value);
        }
        catch (Exception exception) when (exception.IsRefusal())
        {
            throw MessageRefusal.Create(typeof(TConverter).FullName!, exception, start, reader.Tag);
        }
    }
}
